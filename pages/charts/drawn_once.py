"""Keeps finished drawings: the same facts give the figure that was drawn before, whoever asks.

Input: a function that draws. Output: the same function, which names the facts and looks: a third of the time that a
figure of thousands of points takes. Side of the pages; no streamlit here. The figure belongs to all readers: nobody
changes it after.
"""

import hashlib
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import plotly.graph_objects as go

MOST_FIGURES = 128  # some 100 kB each; those that nobody asked for longest are dropped
MOST_BYTES = 1 << 20  # of the facts of a kept figure: larger ones fill the memory, and are drawn for few
Facts = ParamSpec("Facts")

_figures: OrderedDict[str, go.Figure] = OrderedDict()
_lock = threading.Lock()


def drawn_once(draw: Callable[Facts, go.Figure]) -> Callable[Facts, go.Figure]:
    """A drawing that is kept under everything that it was drawn from."""

    @wraps(draw)
    def draw_or_reuse(*args: Facts.args, **kwargs: Facts.kwargs) -> go.Figure:
        facts = pickle.dumps((draw.__module__, draw.__qualname__, args, kwargs))
        if len(facts) > MOST_BYTES:
            return draw(*args, **kwargs)
        name = hashlib.sha256(facts).hexdigest()
        with _lock:
            if name in _figures:
                _figures.move_to_end(name)
                return _figures[name]
        figure = draw(*args, **kwargs)
        with _lock:
            _figures[name] = figure
            while len(_figures) > MOST_FIGURES:
                _figures.popitem(last=False)
        return figure

    return draw_or_reuse
