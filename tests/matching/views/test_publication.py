"""The page that tells the pairs."""

from matching.queries.participants import topics_told
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person, PersonTopic
from programs.models import Program
from tests.matching.builders import (
    pairs,
)
from tests.matching.views.pages import HTMX, of, url


def test_publication_says_who_is_told_and_then_tells_them(reviewed, admin):
    address = url(reviewed, f"runs/{reviewed.run.id}/publication/")
    page = admin.get(address).content.decode()
    assert "Publish 3 pairs?" in page
    assert "6 mails go out" in page
    assert "is your mentor" in page
    done = admin.post(address, {"pairs": "3"}, follow=True).content.decode()
    assert "3 pairs are published; both people of each are told by mail." in done
    assert "Another mentor" not in done
    assert admin.get(address).status_code == 302


def test_publication_in_a_draft_is_warned_about(reviewed, admin):
    with reviewed.cast.inside():
        Program.objects.update(state=Program.State.DRAFT)
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/publication/")).content.decode()
    assert "The program is a draft: nobody is told" in page


def test_publication_that_has_changed_meanwhile_is_refused(reviewed, admin):
    address = url(reviewed, f"runs/{reviewed.run.id}/publication/")
    refused = admin.post(address, {"pairs": "2"})
    assert refused.status_code == 422
    assert "3 instead of 2. Nobody was told." in refused.content.decode()


def test_second_click_on_publish_changes_nothing(reviewed, admin):
    address = url(reviewed, f"runs/{reviewed.run.id}/publication/")
    admin.post(address, {"pairs": "3"})
    assert admin.post(address, {"pairs": "3"}).status_code == 302
    with reviewed.cast.inside():
        assert len(pairs(reviewed.run, "active")) == 3


def test_second_click_on_publishing_some_says_that_it_is_done(reviewed, admin):
    address = url(reviewed, f"runs/{reviewed.run.id}/publication/")
    said = {"pairs": "3", "hold_back": str(of(reviewed, reviewed.ana).id)}
    admin.post(address, said)
    page = admin.post(address, said, follow=True).content.decode()
    assert "Nobody else was told: these pairs are published already." in page


def test_people_without_e_mail_are_counted_and_marked_before_and_after(reviewed, admin):
    with reviewed.cast.inside():
        Person.objects.filter(id__in=[reviewed.ana.id, reviewed.max.id]).update(email=None)
    review = url(reviewed, f"runs/{reviewed.run.id}/")
    page = admin.get(review).content.decode()
    assert "2 people of these pairs have no e-mail: tell them yourself" in page
    assert page.count("No e-mail: tell them yourself") == 3
    asked = admin.get(f"{review}publication/").content.decode()
    assert "2 people have no e-mail address" in asked
    assert "Ana New: Mia Mentor is told by mail" in asked
    assert "Max Mentor: Bo New is told by mail" in asked
    done = admin.post(f"{review}publication/", {"pairs": "3"}, follow=True).content.decode()
    assert "3 pairs are published. 2 people have no e-mail: tell them yourself." in done
    assert "Published; everybody with an e-mail address was told." in done
    assert done.count("No e-mail: tell them yourself") == 3
    with reviewed.cast.inside():
        mail = Notification.objects.get(person=reviewed.mia)
        assert "ask for them at their place of work" in mail.body


def test_nothing_is_marked_where_everybody_has_e_mail(reviewed, admin):
    page = admin.get(url(reviewed, f"runs/{reviewed.run.id}/")).content.decode()
    assert "tell them yourself" not in page


def test_pairs_are_held_back_by_ticking_them(reviewed, admin):
    address = url(reviewed, f"runs/{reviewed.run.id}/publication/")
    held = of(reviewed, reviewed.ana).id
    asked = admin.get(f"{address}?hold_back={held}&hold_back=nonsense", headers=HTMX)
    page = asked.content.decode()
    assert "<html" not in page
    assert "Publish 2 pairs?" in page
    assert "4 mails go out" in page
    said = {"pairs": "3", "hold_back": str(held), "mails": "now"}
    done = admin.post(address, said, follow=True).content.decode()
    assert "2 pairs are published; both people of each are told by mail." in done
    assert "2 pairs are published. The others wait: nobody of them has been told." in done
    assert done.count("Another mentor") == 1
    assert "Take the publication back" not in done


def test_publication_is_taken_back_from_the_page(reviewed, admin):
    review = url(reviewed, f"runs/{reviewed.run.id}/")
    said = {"pairs": "3", "mails": "later"}
    done = admin.post(f"{review}publication/", said, follow=True).content.decode()
    assert "3 pairs are published. The mails leave in 10 minutes." in done
    assert "Take the publication back" in done
    back = admin.post(f"{review}publication/undo/", follow=True).content.decode()
    assert "3 pairs are under review again. No mail was sent." in back
    late = admin.post(f"{review}publication/undo/", follow=True).content.decode()
    assert "This can&#x27;t be taken back any more" in late


def test_publication_says_how_many_told_no_topics_whichever_pairs_are_held_back(reviewed, admin):
    with reviewed.cast.inside():
        without, people = topics_told(reviewed.run.program)
        PersonTopic.objects.all().delete()
        assert topics_told(reviewed.run.program) == (people, people)
        assert without < people
    said = f"{people} of {people} people told no topics openly."
    address = url(reviewed, f"runs/{reviewed.run.id}/publication/")
    held = {"pairs": "1", "hold_back": str(of(reviewed, reviewed.ana).id)}
    pages = [admin.get(address), admin.post(address, held)]
    assert all(said in page.content.decode() for page in pages)
    assert said in admin.get(url(reviewed, f"runs/{reviewed.run.id}/")).content.decode()
    overview = admin.get(url(reviewed, f"programs/{reviewed.run.program_id}/"))
    assert "told no topics openly." in overview.content.decode()


def test_topics_told_in_confidence_count_as_not_told(reviewed, admin):
    with reviewed.cast.inside():
        before = topics_told(reviewed.run.program)
        assert PersonTopic.objects.filter(person=reviewed.ana).exists()
        PersonTopic.objects.filter(person=reviewed.ana).update(is_sensitive=True)
        assert topics_told(reviewed.run.program) == (before[0] + 1, before[1])
