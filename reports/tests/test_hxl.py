"""CSV files with HXL hashtags, read back as any tool would, and by the reference reader where it is installed."""

import csv
import io

import pytest
from django.urls import reverse

from reports.actions import build_report
from reports.exports.hxl import write_csv
from reports.payload import build_payload
from reports.scope import find_scope

ATTENDED, TRAINED = "#reached+ind+attended", "#reached+ind+trained"


def rows(data):
    """(headings, {hashtag: cell} of each row)."""
    titles, tags, *lines = csv.reader(io.StringIO(data.decode()))
    return titles, [dict(zip(tags, line, strict=True)) for line in lines]


def test_rows_of_the_office_add_up_to_the_report(kept_payload):
    _titles, found = rows(write_csv(kept_payload, "en"))
    sums = {tag: sum(int(row[tag]) for row in found) for tag in found[0] if tag.startswith("#reached")}
    assert [sums[f"{ATTENDED}{part}"] for part in ("", "+f", "+m", "+other")] == [24, 8, 16, 0]
    assert [sums[f"{TRAINED}{part}"] for part in ("", "+f", "+m", "+other")] == [22, 8, 14, 0]
    police = next(row for row in found if row["#beneficiary+institution+id"] == "DGS")
    assert (police["#activity+project+id"], police["#adm1+code+v_pcodes+v_iso3166_2"]) == ("CT.0690", "MA-04")
    assert police["#org+funding+list"] == "SDC|IDF"
    assert police["#beneficiary+institution+name+i_ar"] == "المديرية العامة للأمن الوطني"
    assert [police[f"{ATTENDED}{part}"] for part in ("", "+f", "+m")] == ["3", "1", "2"]


def test_institutions_are_called_as_they_were(kept_payload):
    _titles, found = rows(write_csv(kept_payload, "en"))
    named = {row["#beneficiary+institution+id"]: row["#beneficiary+institution+name+i_en"] for row in found}
    assert (named["JUS"], len(named)) == ("Ministry of Justice and Liberties", 10)


def test_published_rows_hold_no_small_cell(published_payload):
    _titles, found = rows(write_csv(published_payload, "en"))
    assert [found[0][tag] for tag in ("#meta+breakdown", ATTENDED, f"{ATTENDED}+f", f"{ATTENDED}+m", TRAINED)] == [
        *("all", "24", "8", "16", "22"),
    ]
    told = {(row["#meta+breakdown"], row["#meta+category+id"]): row[ATTENDED] for row in found if row[ATTENDED]}
    assert (told["age_band", "35-44"], told["region", "MA-04"]) == ("10", "12")
    cells = [row[tag] for row in found for tag in row if tag.startswith("#reached")]
    assert [cell for cell in cells if cell and 0 < int(cell) < 5] == []
    assert b"DGS" not in write_csv(published_payload, "en")


def test_headings_are_words_of_the_language_and_hashtags_are_not(kept_payload):
    titles, found = rows(write_csv(kept_payload, "ar"))
    assert titles[2] == "الورشة"
    assert found[0]["#event+name+i_ar"] == "الهجرة والاتجار بالبشر والتدبير المندمج للحدود"


def test_text_is_no_formula(case, now):
    case.title_en = '=HYPERLINK("http://x","y")'
    case.save()
    payload = build_payload(build_report(find_scope(project=case.project), now=now), whole=True)
    assert {row["#event+name+i_en"] for row in rows(write_csv(payload, "en"))[1]} == {'\'=HYPERLINK("http://x","y")'}


@pytest.mark.parametrize("public", [False, True])
def test_the_reference_reader_accepts_both_files(kept_payloads, public):
    hxl = pytest.importorskip("hxl")
    source = hxl.data(io.BytesIO(write_csv(kept_payloads[public], "fr")))
    told = source.with_rows("#meta+breakdown=all") if public else source
    assert sum(int(row.get(ATTENDED)) for row in told) == 24
    assert source.columns[0].display_tag == "#activity+project+id"
    assert [column.display_tag for column in source.columns if column.tag == "#adm1"] == ["#adm1+code+v_pcodes+v_iso3166_2"]


def test_page_hands_out_the_rows_its_reader_may_have(client, make, case):
    client.force_login(make.user(office=case.office))
    response = client.get(reverse("reports:donor_report_csv"), {"project": case.project.code, "donor": "SDC"})
    assert response["Content-Disposition"] == 'attachment; filename="report-ct-0690-sdc.csv"'
    assert len(rows(response.content)[1]) == 10
