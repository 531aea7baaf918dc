"""How often somebody may do something. Counted in Redis, forgotten when the window is over."""

from redis import RedisError

from peerlearn.tenancy.context import current_organization_id
from peerlearn.web.redis_connection import connection


def within_limit(name: str, who: str, *, most: int, seconds: int, everywhere: bool = False) -> bool:
    """Count one attempt; whether it is among the `most` first of a window of `seconds`.

    Counted in the organization entered; with `everywhere` outside of any. `who` is stored as it
    comes: hand in a keyed hash where nobody may learn who it was. Without Redis there is no limit:
    this keeps a page from being flooded, it guards no secret.
    """
    place = "everywhere" if everywhere else str(current_organization_id())
    key = f"{place}:limit:{name}:{who}"
    try:
        pipeline = connection().pipeline()
        pipeline.set(key, 0, ex=seconds, nx=True)
        pipeline.incr(key)
        return int(pipeline.execute()[1]) <= most
    except RedisError:
        return True
