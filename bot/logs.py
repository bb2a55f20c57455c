"""Logs as lines of data on standard error: ids and counts, never a person's words."""

import logging
import sys

import structlog
from structlog.typing import ExcInfo


def set_up_logs(level: str) -> None:
    """Write from `level` up; nobody's arguments are printed with a traceback."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(_traceback_without_values),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _traceback_without_values(exc_info: ExcInfo) -> str:
    """File, line and type of each step; messages may quote what a person wrote, so they stay out."""
    kind, trace = exc_info[0], exc_info[2]
    steps = []
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}:{code.co_name}")
        trace = trace.tb_next
    return f"{kind.__name__} at {' > '.join(steps)}"
