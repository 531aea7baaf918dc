from django.template import Context, Template
from django.utils import translation

from peerlearn.web import charts


def draw(source: str, **values: object) -> str:
    return Template(source).render(Context(values)).strip()


def test_bars_are_shares_of_the_longest():
    shown = charts.bars([("Sales", 40), ("Legal", 10), ("Ops", 0)])

    assert [bar.share for bar in shown] == [100.0, 25.0, 0.0]


def test_bars_with_a_maximum_never_run_over_it():
    shown = charts.bars([("Sales", 40), ("Legal", 140)], maximum=100)

    assert [bar.share for bar in shown] == [40.0, 100.0]


def test_summary_names_the_highest_and_the_lowest_known_row():
    shown = charts.bars([("Sales", 42), ("Legal", None), ("Ops", 18)], unit="people")

    summary = charts.summary_of_bars(shown)

    assert summary == "Highest: Sales (42 people). Lowest: Ops (18 people)."


def test_summary_of_equal_rows_says_so():
    shown = charts.bars([("Sales", 4), ("Ops", 4)])

    assert charts.summary_of_bars(shown) == "All are equal: 4."


def test_summary_of_a_single_row_is_empty():
    assert charts.summary_of_bars(charts.bars([("Sales", 42)])) == ""


def test_withheld_row_shows_no_number():
    html = draw("{% bar_chart 'Sales leads' rows %}", rows=[("Sales", 7), ("Legal", None)])

    assert html.count("too few answers") == 2  # beside the bar and in the table
    assert "None" not in html


def test_chart_without_data_says_so():
    html = draw("{% bar_chart 'Nothing yet' rows %}", rows=[("Sales", None)])

    assert "Not enough data yet." in html
    assert "<svg" not in html


def test_chart_has_a_table_with_the_same_numbers():
    html = draw("{% bar_chart 'Sales leads' rows unit='%' %}", rows=[("Sales", 61.5), ("Ops", 8)])

    assert '<th scope="row">Sales</th><td class="number">61.5\u202f%</td>' in html
    assert '<rect class="series-a" width="13.0"' in html


def test_chart_keeps_svg_numbers_plain_in_other_languages():
    with translation.override("de"):
        html = draw("{% bar_chart 'x' rows %}", rows=[("Sales", 3), ("Ops", 1.5)])

    assert 'width="50.0"' in html
    assert "1,5" in html


def test_chart_rounds_and_does_not_cut():
    assert charts.with_unit(4.68, "") == "4.7"


def test_line_begins_low_left_and_ends_right():
    shown = charts.points([("Jan", 10), ("Feb", 0), ("Mar", 40)])

    assert [(point.x, point.y) for point in shown] == [(0.0, 75.0), (50.0, 100.0), (100.0, 0.0)]
    assert charts.summary_of_points(shown) == "From 10 (Jan) to 40 (Mar)."


def test_line_of_one_point_says_not_enough_data():
    assert "Not enough data yet." in draw("{% line_chart 'x' rows %}", rows=[("Jan", 3)])


def test_line_of_zeros_lies_on_the_ground():
    assert {point.y for point in charts.points([("Jan", 0), ("Feb", 0)])} == {100.0}
