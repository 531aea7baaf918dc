"""Somebody who uses Peerlearn with a browser and reads their mail."""

import re
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.cast import PASSWORD, Player
from tests.servers import MailSink

AXE = Axe()
# The theme has arrived, and no colour is on its way to another any more.
SETTLED = """scheme => document.documentElement.dataset.bsTheme === scheme
  && document.getAnimations().every(animation => animation.playState !== "running")"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Actor:
    """A person at a browser. Errors and breaches of the content policy in the page's console fail
    the test.
    """

    name: str
    page: Page
    address: str
    mails: MailSink
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        is_error = message.type == "error" and "Failed to load resource" not in message.text
        if is_error or "Content Security Policy" in message.text:
            self.errors.append(message.text)

    def goes(self, path: str) -> None:
        """Open an address of ours, or a link from a mail."""
        self.page.goto(path if path.startswith("http") else self.address + path)

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """Expect a text on the page."""
        found = self.page.get_by_text(text).locator("visible=true").first
        expect(found).to_be_visible()
        return found

    def does_not_see(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).locator("visible=true")).to_have_count(0)

    def presses(self, label: str | re.Pattern[str], *, exact: bool = False) -> None:
        """Press the (first) button of that name."""
        self.page.get_by_role("button", name=label, exact=exact).locator(
            "visible=true"
        ).first.click()

    def follows(self, label: str | re.Pattern[str], *, exact: bool = False) -> None:
        """Follow the (first) link of that name."""
        self.page.get_by_role("link", name=label, exact=exact).locator("visible=true").first.click()

    def fills(self, **fields: Any) -> None:
        """Fill fields by their names in the form."""
        for name, value in fields.items():
            control = self.page.locator(f"[name='{name}']").locator("visible=true").first
            if control.evaluate("e => e.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(str(value))

    def signs_in(self, player: Player) -> None:
        self.goes("/accounts/login/")
        self.fills(login=player.user.email, password=PASSWORD)
        self.presses("Sign in")
        expect(self.page).to_have_url(re.compile(r"/o/"))

    def mail(self, recipient: str, subject: str = "") -> str:
        """The text of the first mail to somebody with this in its subject."""
        body = self.mails.wait_for(recipient, subject).get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def link_in(self, text: str) -> str:
        """The first link of ours in a mail."""
        found = re.search(r"https?://\S+", text)
        assert found, text
        return found.group()

    def finds_no_barrier(self) -> None:
        """axe finds nothing on this page, light and dark."""
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.evaluate(TWO_FRAMES)  # the colours change with the next frame
            self.page.wait_for_function(SETTLED, arg=scheme)
            results = AXE.run(self.page, options={"runOnly": {"type": "tag", "values": TAGS}})
            assert results.violations_count == 0, (
                f"{self.page.url} ({scheme})\n{results.generate_report()}"
            )
        self.page.emulate_media(color_scheme="light")

    def had_no_errors(self) -> None:
        assert self.errors == []

    def sees_no_sideways_scroll(self) -> None:
        """The page fits a phone."""
        width = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{self.page.url} is {width} px too wide"
