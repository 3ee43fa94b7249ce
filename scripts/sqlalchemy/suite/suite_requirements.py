"""What PostgreSQL 18 can do, as SQLAlchemy's suite asks it: what is not named here keeps the suite's own answer."""

import sqlalchemy
from sqlalchemy.testing import exclusions
from sqlalchemy.testing.requirements import SuiteRequirements

OPEN = """
    array_type autocommit boolean_col_expressions check_constraint_reflection comment_reflection
    comment_reflection_full_unicode computed_columns
    computed_columns_reflect_persisted computed_columns_stored constraint_comment_reflection
    cross_schema_fk_reflection ctes ctes_on_dml ctes_with_update_delete date_historic datetime_historic
    datetime_interval datetime_literals datetime_timezone default_schema_name_switch deferrable_fks delete_from
    except_ expression_server_defaults fetch_expression fetch_first fetch_no_order_by fetch_offset_with_options
    fetch_ties fk_constraint_option_reflection_ondelete_restrict fk_constraint_option_reflection_onupdate_restrict
    float_or_double_precision_behaves_generically foreign_key_constraint_name_reflection
    foreign_key_constraint_option_reflection_ondelete foreign_key_constraint_option_reflection_onupdate
    has_temp_table identity_columns identity_columns_standard implicit_default_schema index_ddl_if_exists
    index_reflects_included_columns indexes_with_expressions infinity_floats inline_check_constraint_reflection
    intersect isolation_level json_type materialized_views mod_operator_as_percent_sign
    non_updating_cascade nullsordering order_by_label_with_expression percent_schema_names
    precision_numerics_enotation_small precision_numerics_many_significant_digits
    precision_numerics_retains_significant_digits reflect_indexes_with_expressions reflect_tables_no_columns
    reflects_pk_names regexp_match regexp_replace savepoints schema_create_delete server_defaults
    supports_bitwise_and supports_bitwise_not supports_bitwise_or supports_bitwise_shift supports_bitwise_xor
    supports_distinct_on table_ddl_if_exists table_value_constructor temp_table_names temporary_views time_timezone
    timestamp_microseconds tuple_in unicode_ddl unique_constraints_reflect_as_index update_from uuid_data_type
    window_functions views
""".split()

# What a series does, and the questions that only one has.
OPEN_IN = {
    "2.0": ["computed_columns_default_persisted"],
    "2.1": """
        aggregate_order_by computed_columns_virtual create_or_replace_view create_table_as create_temp_table_as
        reflect_table_options window_range window_range_non_numeric window_range_numeric
    """.split(),
}

CLOSED = {
    "server_side_cursors": "every cursor holds its whole result; stream() works and saves no memory",
    "two_phase_transactions": "PGlite has no prepared transactions",
}


class Requirements(SuiteRequirements):
    def get_isolation_levels(self, config):
        return {"default": "READ COMMITTED", "supported": config.db.dialect.get_isolation_level_values(None)}


for _name in [*OPEN, *OPEN_IN[".".join(sqlalchemy.__version__.split(".")[:2])]]:
    setattr(Requirements, _name, property(lambda self: exclusions.open()))
for _name, _reason in CLOSED.items():
    setattr(Requirements, _name, property(lambda self, reason=_reason: exclusions.skip_if(lambda config: True, reason)))
