from programs.rules.conduct import Block, blocks_of


def test_text_is_paragraphs_and_lists():
    text = "Be kind.\nAlways.\n\n- Ask.\n* Listen.\n\nThen:\n- Speak."
    assert blocks_of(text) == [
        Block(False, ("Be kind.", "Always.")),
        Block(True, ("Ask.", "Listen.")),
        Block(False, ("Then:",)),
        Block(True, ("Speak.",)),
    ]


def test_empty_text_is_nothing():
    assert blocks_of(" \n\n ") == []


def test_dash_inside_a_word_is_no_list():
    assert blocks_of("-5 degrees") == [Block(False, ("-5 degrees",))]
