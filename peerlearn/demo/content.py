"""What the demo company teaches, asks and says. Plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One question of a knowledge check; the right choice comes first."""

    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Talk:
    """A session: what it is about, and what its room asked and learned."""

    title: str
    description: str
    department: str
    questions: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    suggestions: tuple[str, ...] = ()


HELD = (
    Talk(
        "How our pricing works, and why",
        "What goes into a quote, who may give a discount, and three mistakes that cost us most.",
        "Sales",
        (
            "Who decides when a customer wants more than ten percent off?",
            "Why do two customers of the same size pay different prices?",
            "Can we see the calculation of a real quote?",
        ),
        (
            Check(
                "Who may grant a discount above ten percent?",
                ("The head of sales", "Any account manager", "Nobody"),
            ),
            Check(
                "What has most weight in a quote?",
                ("The volume over three years", "The first order", "The country"),
            ),
            Check(
                "How long does a quote hold?",
                ("30 days", "90 days", "Until the customer answers"),
            ),
        ),
        (
            "Show one real quote from start to end.",
            "More time for questions, the talk may be shorter.",
            "Please share the slides before the session.",
            "A second session on contracts would help.",
        ),
    ),
    Talk(
        "Reading a balance sheet in forty minutes",
        "Four figures that tell how a company is doing, with our own last year as the example.",
        "Finance",
        (
            "What is the difference between profit and cash?",
            "Which figure do the owners look at first?",
        ),
        (
            Check(
                "Where do you see what we owe?",
                ("Liabilities", "Assets", "Income statement"),
            ),
            Check(
                "What does a high inventory usually cost us?",
                ("Cash", "Equity", "Nothing"),
            ),
            Check(
                "Which of these is no asset?",
                ("A loan we took", "A machine", "An unpaid invoice to a customer"),
            ),
        ),
        (
            "The example was great, do the same for a competitor.",
            "I was lost at depreciation.",
            "Print the one-page summary for the shop floor.",
        ),
    ),
    Talk(
        "Staying calm with an angry customer",
        "What to say in the first minute, what never to say, and when to hand over.",
        "Customer success",
        (
            "What if the customer is right and we can't mend it?",
            "How do you calm down after such a call?",
            "May we end a call when somebody insults us?",
            "Do you have an example from last month?",
        ),
        (
            Check(
                "What comes first?",
                ("Repeat what the customer said", "Explain our policy", "Offer a refund"),
            ),
            Check(
                "When do you hand over?",
                ("When you notice that you are angry", "After an hour", "Never"),
            ),
            Check(
                "Which sentence helps?",
                ("I would be annoyed too", "Please calm down", "That can't be"),
            ),
        ),
        (
            "Role play in pairs would have helped me most.",
            "Very honest. Thank you.",
            "Invite somebody from operations next time.",
            "The room was too warm.",
            "Send the list of sentences as a card.",
        ),
    ),
    Talk(
        "Lean on the shop floor: a walk in pictures",
        "Seven kinds of waste, each with a photo from our own halls.",
        "Operations",
        ("Which waste costs us most?", "How can an office team use this?"),
        (
            Check("Which is no waste?", ("Training", "Waiting", "Overproduction")),
            Check("Who may stop the line?", ("Everybody", "The shift lead", "Nobody")),
            Check(
                "What does the walk begin with?",
                ("Looking", "A target", "A budget"),
            ),
        ),
        ("Do it in the hall, not in a meeting room.", "The photos were excellent."),
    ),
)
COMING = (
    Talk(
        "SQL for people who ask questions",
        "Bring one question about our data. You leave with the query that answers it.",
        "Engineering",
    ),
    Talk(
        "What lawyers look for in a contract",
        "Five clauses to read first, and what to ask before you sign.",
        "Legal",
    ),
    Talk(
        "Giving feedback that people thank you for",
        "Observe, say what it did to you, ask. We try it in pairs.",
        "People and culture",
    ),
)
WANTED = Talk(
    "Negotiating without a fight",
    "Two role plays and what our buyers have learned from them. Few seats, so that everybody gets"
    " a turn; some of them by video.",
    "Finance",
)

CHOSEN = Talk(
    "Your first hour with a customer, rehearsed",
    "A workshop of six: each of you plays a call, and gets notes from a colleague who has made a"
    " thousand. Seats go to those who have a customer soon.",
    "Sales",
)

NETWORKING = Talk(
    "Newcomers meet old hands",
    "Coffee and four short rounds at small tables. No slides.",
    "People and culture",
)
