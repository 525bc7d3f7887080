"""What each kind of claim needs at the least.

A regression adds signals up; many weak ones in a long sentence of a manual can outweigh the lack of the one thing that
makes a claim. So every kind has its own conditions in words: a promise has a deed, a result or a right with someone who
owes it; a value stands under a heading of values or is said to be one; a product is ours. Meeting one of them is one
more signal that the regression weighs, the strongest it has. What can be no claim by its form or place is refused
outright, and where claims are rare only a kind whose strict condition is met is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from auditor.claims.features import Form
from auditor.claims.sentence import Sentence

_MOST_WORDS: Final = 45
_SHORT_VALUE: Final = 10


@dataclass(frozen=True, slots=True)
class Condition:
    """Met when each group of `each` has a signal that is there, and none of `never` is."""

    each: tuple[str, ...]
    never: str = ""

    def met(self, form: Form) -> bool:
        """Say whether the signals of `form` meet it."""
        return all(form.has(*group.split()) for group in self.each) and not form.has(*self.never.split())


_US = "by_us own_subject our_subject own_name"
_STRONG = (
    "frame:we_pledge frame:we_act_in_time frame:we_never frame:you_get_in_time frame:service_in_time frame:if_then "
    "frame:then_in_time frame:open frame:guarantee frame:done_to_you frame:staff_in_time frame:our_thing_in_time "
    "frame:our_thing_by_year norm_label"
)
_SAID_OUT = (
    f"{_STRONG} mission_words vision_words value_words frame:free under:promise under:value section:value page:values "
    "under:mission"
)
_NAMED_PLACE = "under:promise under:value label:promise label:value norm_label page:values"

_WHOLE = f"by_us frame:you_get frame:if_then frame:labelled_limit {_NAMED_PLACE}"
_SHORT = "length:1-2 length:3-4"
_SAYS_MUCH = (
    "within duration floor free guarantee available clock pledge respond receive entitle norm_label under:value "
    "section:value page:values label:value label:promise under:promise frame:labelled_limit"
)
_IN_VALUES = "under:value section:value page:values"
_LEGAL = "page:legal under:legal section:legal"
_UNDERTAKEN = "frame:we_never free data_care policy_words frame:we_act_in_time"
_OUR_THING = "frame:our_thing_in_time frame:our_thing_by_year frame:our_thing_lasts"
_KEPT = (
    "frame:we_act_in_time forgoes frame:free frame:open frame:by_year only_then frame:you_get_in_time "
    "frame:universal_limit"
)

# What an organisation says of itself to those who may come and work there.
_OF_ITSELF = "mission_words vision_words value_words stand serves aspire"

_REFUSED: Final[tuple[tuple[str, Condition], ...]] = (
    ("by its form no statement of what is or will be", Condition(("frame:refused",))),
    ("only announces what follows", Condition(("lead_in",))),
    ("a title", Condition(("titled",), "block:cell")),
    ("only announces what follows", Condition(("see_also",), "by_us receive respond")),
    ("tells others what to do", Condition(("card_imperative",), "under:value mission_words")),
    ("an instruction", Condition(("imperative",), f"by_us receive within {_IN_VALUES} free guarantee clock")),
    ("tells others what to do", Condition(("so_do",), "by_us receive free guarantee")),
    ("what befalls who is late or absent", Condition(("penalty",), "free guarantee within under:promise universal")),
    ("an instruction", Condition(("imperative", "block:item"), f"receive within {_IN_VALUES} free under:promise")),
    ("about its own work", Condition(("own_work",), "you frame:free our_subject")),
    ("a salutation", Condition(("salutation",), "by_us")),
    ("what the reader does with what was named before", Condition(("refers_back", "frame:reader_acts"), "by_us")),
    ("asks for support", Condition(("appeal",))),
    ("the words of others", Condition(("under:testimonial section:testimonial",))),
    ("a fragment", Condition(("no_full_stop", "block:item block:cell"), _WHOLE)),
    ("a fragment", Condition(("lower_start", "block:item block:cell"), _NAMED_PLACE)),
    ("a fragment", Condition((f"{_SHORT}", "no_full_stop"), _SAYS_MUCH)),
    ("we speak, but claim nothing", Condition(("talk", "by_us"), f"{_SAID_OUT} stand policy_words notice")),
    ("on a legal page, and no promise of ours", Condition(("page:legal",), _UNDERTAKEN)),
    (
        "on a legal page, and no promise of ours",
        Condition(("under:legal section:legal",), f"{_UNDERTAKEN} serves mission_words stand"),
    ),
    ("on a legal page, and no promise of ours", Condition((_LEGAL,), "by_us data_care")),
    ("what the law gives", Condition(("by_law",), "by_us free")),
    ("news in which we do not speak", Condition(("page:news under:news",), "by_us own_subject our_subject")),
)  # fmt: skip

# What a kind must show to count as open. Several conditions: one is enough.
_OPEN: Final[dict[str, tuple[Condition, ...]]] = {
    "mission": (
        Condition(("mission_words", "by_us own_subject ours our_subject under:mission section:mission page:mission")),
        Condition(
            ("under:mission section:mission page:mission label:mission",),
            "by_you under:vision under:history under:figures under:news",
        ),
        Condition((_US, "page:about page:home under:product", "offer act commissive purpose"), "duration clock talk"),
        Condition(("by_us own_subject", "offer act purpose"), "page:other page:news page:legal page:contact"),
    ),
    "vision": (
        Condition(("under:vision section:vision label:vision",)),
        Condition(("page:mission",), "under:history"),
        Condition(("vision_words", "by_us ours own_subject frame:by_year universal no_full_stop negation")),
        Condition(("far_year future_year",), "by_you"),
    ),
    "value": (
        Condition(("under:value label:value",), "must frame:instruction"),
        Condition(
            ("section:value page:values", "card by_us ours block:item our_subject universal"),
            "under:history under:figures under:news must generalising",
        ),
        Condition(("value_words", "by_us ours own_subject")),
        Condition(("value_words universal", "unplaced page:about page:home page:mission"), "talk"),
        Condition(("card", "by_us", "unplaced")),
        Condition(("under:mission page:mission page:about",), "generalising named"),
    ),
    "product": (
        Condition(
            (
                "named_subject named_means named_service_noun named",
                f"{_US} ours by_you you money free page:product page:service under:product section:product",
            ),
            "other_organisation other_first",
        ),
        Condition(("named_first_word", "thing_verb", "money free you page:product"), "other_organisation"),
        Condition(("named named_first_word", "heading_names_it unplaced"), "other_organisation"),
        Condition(("by_us ours our_subject own_name", "offer service_noun act free")),
        Condition(
            ("service_noun service_first", "page:product page:service under:product you thing_verb"),
            "other_organisation",
        ),
    ),
    "promise": (
        Condition((_STRONG,), "about_others"),
        Condition(
            (
                "by_us ours our_subject own_name you service_first",
                "frame:you_get frame:you_may frame:free frame:universal frame:universal_limit frame:by_year",
            ),
            "about_others",
        ),
        Condition(("by_us", "commissive aspire act respond free guarantee only_then")),
        Condition(
            ("frame:impersonal_in_time frame:passive_in_time frame:by_year frame:universal_limit frame:then",),
            "about_others",
        ),
        Condition(
            ("by_us ours our_subject own_name you service_first", "only_then vague aspire passive available floor"),
            "about_others",
        ),
        Condition(("free guarantee entitle",), "named generalising about_others"),
        Condition(("within", "no_full_stop respond receive"), "must generalising about_others"),
        Condition(
            ("under:promise section:promise label:promise",), "frame:duty_of_reader frame:instruction must about_others"
        ),
    ),
}  # fmt: skip

# The same where claims are rare: that it is ours is said in its own words or in the heading right above it.
_NOT_OURS = "must generalising named refers_back"
_LOOSE = (
    "talk refers_back inner_quote progressive example past_in_clause perfect_in_clause advice internal status "
    f"told_of_before not_offered by_means by_law see_also {_SHORT}"
)
# A stand may quote what it stands for, and say what must be.
_STOOD = "talk refers_back progressive past_in_clause perfect_in_clause not_offered status conditional internal"
_CARED = "talk refers_back progressive past_in_clause advice status by_law generalising must"
_AHEAD = "notice data_care deadline future_year"
# In a manual even what the organisation offers is told to explain how it works.
_ON_SHOW: Final = f"{_LOOSE} listing page:manual under:docs section:docs under:internal"
_SERVED = (
    f"{_LOOSE} internal own_work conditional must generalising frame:we_never penalty under:internal section:internal"
).replace(" example", "")
_STRICT: Final[dict[str, tuple[Condition, ...]]] = {
    "mission": (
        Condition(("mission_words", _US), _LOOSE),
        # Missions are quoted from statutes.
        Condition(("mission_words", "own_subject own_name our_subject"), _LOOSE.replace(" inner_quote", "")),
        Condition(("under:mission",), f"by_you status talk {_NOT_OURS}"),
        Condition(
            ("own_subject", "frame:we_offer thing_verb", "page:about page:home page:mission under:mission"), _LOOSE
        ),
        Condition(("by_us own_subject", "purpose"), f"{_LOOSE} within money duration frame:we_never"),
        Condition(("says_what_it_is",), _LOOSE),
        Condition(("serves",), f"{_SERVED} duration"),
    ),
    "vision": (
        Condition(("vision_words", "by_us own_subject ours"), f"{_LOOSE} duration denial"),
        Condition(("under:vision", "universal future_year future by_us"), _NOT_OURS),
        Condition(("far_year", "people universal"), "by_you refers_back"),
    ),
    "value": (
        Condition(("value_words", "by_us own_subject ours"), f"{_LOOSE} quoted must"),
        Condition(("under:value", "card by_us ours block:item"), f"{_NOT_OURS} frame:among_staff"),
        Condition(("label:value", "card", "by_us ours own_name block:item"), "must generalising refers_back"),
        Condition(("by_us own_subject", "stand"), _STOOD),
    ),
    "product": (
        Condition(("says_what_it_is",), _ON_SHOW),
        Condition(("serves",), f"{_SERVED} duration"),
        Condition(("own_subject by_us", "frame:we_offer"), f"{_ON_SHOW} must frame:we_never"),
        Condition(("own_subject our_subject", "thing_verb", "free service_noun"), f"{_ON_SHOW} must generalising"),
        Condition(("namesake", "thing_verb offer"), f"{_SERVED} not_offered obligation"),
        Condition(("heading_names_it", "named_subject", "thing_verb offer", "page:home page:product"), _LOOSE),
        Condition(("own_subject our_subject", "frame:named_thing frame:named_service"), f"{_ON_SHOW} must card"),
    ),
    "promise": (
        Condition((_US, "frame:guarantee frame:we_pledge"), _LOOSE),
        Condition(("by_us own_subject", "vague"), _LOOSE),
        Condition(("service_first", "frame:free"), f"named {_LOOSE}".replace(f" {_SHORT}", "")),
        Condition(("by_us own_subject ours you", "data_care"), _CARED),
        Condition(("entitle", "ours", "you"), f"{_ON_SHOW} generalising must conditional page:legal"),
        Condition(("own_subject", "universal", "act thing_verb"), f"{_SERVED} {_ON_SHOW} vague"),
        Condition(("policy_words",), f"{_LOOSE} generalising"),
        Condition(("ours", "available", "universal free people"), _SERVED),
        Condition(("by_us", "commissive aspire", _AHEAD), f"{_LOOSE} generalising must"),
        Condition(("own_subject", "future", _AHEAD), f"{_LOOSE} generalising must"),
        Condition(("service_first", "frame:passive_in_time frame:service_in_time", "frequency floor"), _ON_SHOW),
        Condition(("by_us own_subject", _KEPT), f"{_LOOSE} generalising must"),
        Condition(
            (
                "by_us own_subject our_subject",
                f"{_OUR_THING} frame:free frame:open frame:universal_limit",
            ),
            f"{_ON_SHOW} generalising must",
        ),
    ),
}


def refused(form: Form) -> str:
    """Return why the sentence can be no claim of any kind, in words, or nothing."""
    if sum(word[0].isalnum() for word in form.tokens.plain) > _MOST_WORDS:
        return "too long to be one claim"
    if form.has("frame:instruction") and not _promises_after(form):
        return "an instruction"
    if _on_vacancy_page(form):
        return "on a page with vacancies"
    return next((why for why, condition in _REFUSED if condition.met(form)), "")


def _promises_after(form: Form) -> bool:
    """Whether "Order before noon and collect it the same day": what follows from the instruction stands in it."""
    if form.has("under:value", "section:value", "page:values") and len(form.tokens) <= _SHORT_VALUE:
        return True  # "Repair, don't replace" is how values are put
    if form.has("second_imperative"):
        return False
    return form.has("within", "free", "guarantee") and bool({"and", "en", ":", ","} & set(form.tokens.plain))


def _on_vacancy_page(form: Form) -> bool:
    if not form.has("page:vacancy", "under:vacancy", "section:vacancy"):
        return False
    if form.has(*_LEGAL.split()) and not form.has("page:vacancy"):
        return False  # "Warranties and responsibilities" heads an article of a contract
    if form.has("by_us") and form.has(*_OF_ITSELF.split()) and not form.has("applicant", "you_subject", "imperative"):
        return False
    speaks_to_applicants = form.has("by_us") or (form.has("frame:you_get") and form.has("respond", "within"))
    return not (speaks_to_applicants and form.has(*_STRONG.split()))


def prepare(form: Form, sentence: Sentence) -> None:
    """Add the signals that the conditions need beyond those of the sentence alone."""
    shown = form.signals
    if sentence.page_type is None:
        shown["unplaced"] = ""
    if form.has("organisation") and not form.has("own_name", "by_us", "ours"):
        shown["other_organisation"] = shown["organisation"]
    if form.has("organisation", "other_first") and not form.has("by_us", "ours", "you_subject", "own_name"):
        shown["about_others"] = shown.get("organisation", shown.get("other_first", ""))
    thing = shown.get("named_subject") or shown.get("named_means") or shown.get("named") or ""
    headings = [heading.lower() for heading in sentence.headings]
    if thing and any(thing.lower() in heading or heading in thing.lower() for heading in headings):
        shown["heading_names_it"] = thing


def open_kinds(form: Form) -> frozenset[str]:
    """Return the kinds of which the sentence meets a condition."""
    return _kinds(_OPEN, form)


def certain_kinds(form: Form) -> frozenset[str]:
    """Return the kinds of which the sentence meets a strict condition."""
    return _kinds(_STRICT, form)


def _kinds(conditions: dict[str, tuple[Condition, ...]], form: Form) -> frozenset[str]:
    return frozenset(kind for kind, any_of in conditions.items() if any(condition.met(form) for condition in any_of))
