"""Whatever a cell holds, a form is typed: no exception, values fit their columns, every problem has a place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.type_form import type_form
from etl.records import FormRecord, FormType, Place, PrintedField, Section
from etl.schema.declared_schema import declared_frame, load_tables

FIELD_NAMES = {
    Section.FORM: ("fiscal_year", "money_unit", "department", "project_name", "total_score", "end_date", "goal"),
    Section.FUND: ("fund_source", "initial_budget", "adjusted_budget", "executed", "execution_rate", "weight", "score"),
    Section.INDICATOR: ("level1", "level2", "target", "actual", "weight", "score", "deviation_reason"),
    Section.SUB_PROJECT: ("sub_project_name", "amount"),
}
PRINTED = "0123456789.,，。、+-－—/%％≥≤<>=()（）①０１万亿元分年月日个人次以上内不超过于需加强因 \n"
texts = st.one_of(st.text(PRINTED, max_size=14), st.text(max_size=14), st.just("万元"), st.just("9" * 59))


@st.composite
def forms(draw: st.DrawFn) -> FormRecord:
    fields = [
        PrintedField(section, None if section is Section.FORM else 1, name, draw(texts), (Place(1, 2, 3, 0, 1),))
        for section, names in FIELD_NAMES.items()
        for name in names
    ]
    return FormRecord(1, FormType.SELF_EVALUATION, None, 1, 9, 1, tuple(fields))


@settings(max_examples=60, deadline=None)
@given(forms())
def test_any_printed_text_is_typed_or_reported(form: FormRecord) -> None:
    typed = type_form(form, "0123456789abcdef")
    for table_name, rows in typed.rows.items():
        columns = list(load_tables()[table_name].schema)
        declared_frame(table_name, [{column: row.get(column) for column in columns} for row in rows])
    for problem in typed.problems:
        assert problem.printed in {field.text for field in form.fields}
        assert problem.place is not None
    raw_texts = [row["printed_text"] for row in typed.rows["raw_form_field"]]
    assert raw_texts == [field.text for field in form.fields if field.name != "fund_source"]
