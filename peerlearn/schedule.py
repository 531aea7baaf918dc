"""What the scheduler starts, and when (UTC).

A due time is a column of a row; the scheduler only wakes those who look for due rows. Two
schedulers at once double nothing.
"""

from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    "drain-outbox": {
        "task": "peerlearn.notifications.tasks.drain_outbox",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
    # Hourly, because midnight comes to each organization at its own time.
    "let-leavers-go": {
        "task": "peerlearn.people.tasks.let_leavers_go",
        "schedule": crontab(minute=10),
        "options": {"expires": 3000},
    },
    # Once a day: the time of a mail must not tell when a quiet report was written.
    "tell-report-readers": {
        "task": "programs.tasks.tell_report_readers",
        "schedule": crontab(hour=5, minute=30),
        "options": {"expires": 3600},
    },
    # A worker that died says nothing, so somebody else has to notice.
    "revive-match-runs": {
        "task": "matching.tasks.revive_runs",
        "schedule": 20.0,
        "options": {"expires": 60},
    },
    "run-due-feedback": {
        "task": "feedback.tasks.close_due_rounds",
        "schedule": 30.0,
        "options": {"expires": 60},
    },
    # Each look does what is due by the organization's own date, once.
    "do-daily-work-of-programs": {
        "task": "programs.tasks.do_daily_work",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    # Hourly, so that a program launched today shows its next months today.
    "plan-repeated-sessions": {
        "task": "sessions.tasks.plan_repeated_sessions",
        "schedule": crontab(minute=40),
        "options": {"expires": 3000},
    },
    # A freed seat is offered at once by whoever frees it; this is for offers that run out.
    "tend-waiting-lists": {
        "task": "sessions.tasks.tend_waiting_lists",
        "schedule": 20.0,
        "options": {"expires": 60},
    },
    "close-lunch-orders": {
        "task": "sessions.tasks.close_lunch_orders",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "tell-chat-channels": {
        "task": "sessions.tasks.tell_chat_channels",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "send-chat-posts": {
        "task": "sessions.tasks.send_chat_posts",
        "schedule": 5.0,
        "options": {"expires": 10},
    },
    # Hourly, so that a mentee whose mentor is silent gets another one the same day.
    "do-daily-work-of-pairs": {
        "task": "matching.tasks.do_daily_work_of_pairs",
        "schedule": crontab(minute=25),
        "options": {"expires": 3000},
    },
    # A round is made once per day of its program, however often is looked.
    "make-coffee-rounds": {
        "task": "matching.tasks.make_due_coffee_rounds",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    # Each gets one circle, however often is looked.
    "place-circle-joiners": {
        "task": "matching.tasks.place_circle_joiners",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "nudge-quiet-circles": {
        "task": "matching.tasks.nudge_quiet_circles",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "expire-match-requests": {
        "task": "matching.tasks.expire_due_requests",
        "schedule": 120.0,
        "options": {"expires": 120},
    },
    # Often, because the morning of a first day comes to each person at their own time.
    "offer-mentors-to-new-hires": {
        "task": "matching.tasks.offer_to_new_hires",
        "schedule": crontab(minute="5,20,35,50"),
        "options": {"expires": 600},
    },
}
