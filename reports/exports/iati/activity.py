"""The activity element: what `gather` found and the results, in the order the schema asks for."""

from documents.xml import node

VERSION = "2.03"
EARTH = "http://www.opengis.net/def/crs/EPSG/0/4326"
ISO_COUNTRIES = "A4"
INDICATIVE, EXPENDITURE = "1", "4"


def activities(facts, results, generated):
    """The whole file: one activity, the results at its end. `generated`: the time in ISO 8601, UTC."""
    parts = [*_what(facts), *_where(facts), *_kind(facts), *_money(facts), *_family(facts), *results]
    activity = node(
        "iati-activity",
        *parts,
        lang="en",
        default_currency=facts["currency"] or None,
        hierarchy="2" if facts["parent"] else "1",
        last_updated_datetime=generated,
    )
    return node("iati-activities", activity, version=VERSION, generated_datetime=generated)


def narratives(texts):
    """A narrative for each language of `texts`; English is the file's own."""
    return [node("narrative", text=text, lang=None if language == "en" else language) for language, text in texts.items()]


def _what(facts):
    yield node("iati-identifier", text=facts["identifier"])
    reporting = facts["reporting"]
    yield node("reporting-org", *narratives(reporting["names"]), ref=reporting["ref"], type=reporting["type"])
    yield node("title", *narratives(facts["title"]))
    yield node("description", *narratives(facts["description"]), type="1")
    for org in facts["participating"]:
        names = narratives(org["names"])
        yield node("participating-org", *names, ref=org["ref"] or None, type=org["type"], role=org["role"])
    yield node("activity-status", code=facts["activity_status"])
    for kind, day in facts["dates"].items():
        yield node("activity-date", type=kind, iso_date=day)


def _where(facts):
    for country in () if by_transaction(facts) else facts["countries"]:
        yield node("recipient-country", code=country["code"], percentage=country["percent"])
    for place in facts["locations"]:
        region = f" ({place['region']})" if place["region"] else ""
        point = place["point"]
        yield node(
            "location",
            node("location-reach", code="1"),
            node("name", *narratives({language: name + region for language, name in place["names"].items()})),
            node("administrative", vocabulary=ISO_COUNTRIES, level="0", code=place["country"]) if place["country"] else None,
            node("point", node("pos", text=point), srsName=EARTH) if point else None,
            node("exactness", code="1" if point else "2"),
        )


def by_transaction(facts):
    """Whether the money spent names the countries, because nobody said how the whole is divided among several."""
    divided = len(facts["countries"]) < 2 or all(country["percent"] for country in facts["countries"])
    return not divided and bool(facts["transactions"]) and all(spent["country"] for spent in facts["transactions"])


def _kind(facts):
    for sector in facts["sectors"] or [{"code": "99810", "percent": "100"}]:
        yield node("sector", vocabulary="1", code=sector["code"], percentage=sector["percent"])
    for marker in facts["markers"]:
        yield node("policy-marker", vocabulary="1", code=marker["code"], significance=marker["significance"])
    for tag, name in (("flow", "flow_type"), ("finance", "finance_type"), ("aid", "aid_type"), ("tied", "tied_status")):
        ending = "status" if tag == "tied" else "type"
        if facts[name]:
            yield node(f"default-{tag}-{ending}", code=facts[name])


def _money(facts):
    for budget in facts["budgets"]:
        yield node(
            "budget",
            node("period-start", iso_date=budget["from"]),
            node("period-end", iso_date=budget["to"]),
            node("value", text=budget["amount"], currency=facts["currency"], value_date=budget["from"]),
            type="1",
            status=INDICATIVE,
        )
    for spent in facts["transactions"]:
        yield node(
            "transaction",
            node("transaction-type", code=EXPENDITURE),
            node("transaction-date", iso_date=spent["date"]),
            node("value", text=spent["amount"], currency=spent["currency"], value_date=spent["date"]),
            node(
                "description", node("narrative", text=f"Training workshops held up to this day of the year: {spent['workshops']}")
            ),
            node("recipient-country", code=spent["country"]) if by_transaction(facts) else None,
        )


def _family(facts):
    if facts["parent"]:
        yield node("related-activity", ref=facts["parent"], type="1")
