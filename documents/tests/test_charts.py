from documents.charts import before_after, for_paper, stacked_bar


def test_stacked_bar_draws_parts_one_after_the_other():
    svg = stacked_bar([8, 16], 24)
    assert '<rect class="v" x="0.0" width="33.3" height="8">' in svg
    assert '<rect class="v2" x="33.3" width="66.7" height="8">' in svg


def test_stacked_bar_begins_at_the_right_in_arabic():
    assert '<rect class="v" x="75.0" width="25.0" height="8">' in stacked_bar([1], 4, rtl=True)


def test_stacked_bar_of_nothing_is_empty():
    assert "rect" not in stacked_bar([0, 0], 0)


def test_before_after_places_both_values_on_the_scale():
    svg = before_after(0, 20, 20, title="From 0 to 20")
    assert '<circle class="v2" cx="10.0"' in svg
    assert '<circle class="v" cx="310.0"' in svg


def test_before_after_escapes_its_title():
    assert "<title>&lt;script&gt;</title>" in before_after(1, 2, 4, title="<script>")


def test_for_paper_brings_the_colours_along():
    assert for_paper(stacked_bar([1], 2)).index("<style>") < for_paper(stacked_bar([1], 2)).index("<rect")
    assert for_paper("") == ""
