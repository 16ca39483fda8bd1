"""When a page of Streamlit rests: every run of its script that was asked for has ended and is drawn.

Input: a browser context, before its first page. Output: a wait. The page itself notes what it sends and receives: the
state that Streamlit shows says "not running" also between a click and the start of the run that the click asked for,
which on a busy machine is long.
"""

import json
from itertools import count

from playwright.sync_api import BrowserContext, Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.patient_reading import PATIENCE_MILLISECONDS

RESTING = {"looks": 5, "milliseconds": 250}  # so long a widget may wait before it asks
LOOK_MILLISECONDS = 50  # a look at every frame would let the browser draw without end
WAITS = count(1)  # each wait counts looks of its own
NOTED = {
    "asked": BackMsg.DESCRIPTOR.fields_by_name["rerun_script"].number,
    "begun": ForwardMsg.DESCRIPTOR.fields_by_name["new_session"].number,
    "ended": ForwardMsg.DESCRIPTOR.fields_by_name["script_finished"].number,
    "early": ForwardMsg.FINISHED_EARLY_FOR_RERUN,
}
# A message of protobuf is fields one after the other, each with its number and kind; only the top ones are looked at.
NOTE_RUNS = """
((noted) => {
  const runs = window.scriptRuns = {isBegun: false, isEnded: false, wait: 0, looks: 0, since: 0};
  const fields = (bytes) => {
    const found = new Map();
    let at = 0;
    const number = () => {
      let value = 0, scale = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte & 128);
      return value;
    };
    while (at < bytes.length) {
      const key = number(), kind = key % 8;
      const value = kind === 0 || kind === 2 ? number() : 0;
      found.set(Math.floor(key / 8), value);
      at += kind === 2 ? value : kind === 1 ? 8 : kind === 5 ? 4 : 0;
    }
    return found;
  };
  const ask = () => Object.assign(runs, {isBegun: false, isEnded: false, looks: 0});
  const told = (found) => {
    runs.looks = 0;
    if (found.has(noted.begun)) Object.assign(runs, {isBegun: true, isEnded: false});
    if (found.has(noted.ended)) runs.isEnded = runs.isBegun && found.get(noted.ended) !== noted.early;
  };
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', (event) => {
        if (event.data instanceof ArrayBuffer) told(fields(new Uint8Array(event.data)));
      });
    }
    send(message) {
      if (message instanceof Uint8Array && fields(message).has(noted.asked)) ask();
      super.send(message);
    }
  };
})
"""
RESTS = """
([wait, resting]) => {
  const runs = window.scriptRuns, app = document.querySelector('[data-testid=stApp]');
  const main = document.querySelector('[data-testid=stMain] [data-testid=stElementContainer]');
  if (!runs) return false;
  const rests = runs.isEnded && main && app?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stElementContainer][data-stale=true], [data-testid=stSkeleton]');
  runs.looks = rests && runs.wait === wait ? runs.looks + 1 : 0;
  runs.wait = wait;
  if (runs.looks <= 1) runs.since = performance.now();
  return runs.looks >= resting.looks && performance.now() - runs.since >= resting.milliseconds;
}
"""


def note_runs(context: BrowserContext) -> None:
    """Let every page of the context note the runs of its script."""
    context.add_init_script(f"({NOTE_RUNS})({json.dumps(NOTED)})")


def wait_until_it_rests(page: Page) -> None:
    """Return when the page shows something, no run is under way or asked for, and nothing of an earlier run is left."""
    asked = [next(WAITS), RESTING]
    page.wait_for_function(RESTS, arg=asked, polling=LOOK_MILLISECONDS, timeout=PATIENCE_MILLISECONDS)
