from django.utils import timezone

from peerlearn.notifications.models import Notification
from programs.actions.joining import apply_for, take_back_application
from programs.actions.roles import set_role


def test_hr_gets_one_mail_a_day_however_often_somebody_applies(cast, program):
    today, mina = timezone.localdate(), cast.mentor.person
    with cast.inside():
        set_role(program, "participant", by=None, way_in="application")
        for _time in range(12):
            applied = apply_for(program, mina, "participant", today=today, words="Me!" * 100)
            take_back_application(applied, by=mina)
        apply_for(program, cast.director.person, "participant", today=today)
        mails = Notification.objects.filter(kind="programs.application")
        assert mails.count() == 2
