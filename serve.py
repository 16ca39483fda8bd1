"""What `make run` starts: app.py, served with the headers of `serving/` around it: `streamlit run serve.py`."""

import os
import sys

import streamlit as st
from starlette.middleware import Middleware

from serving import chart_script, chinese_words
from serving.asked_address import AskedAddress
from serving.handed_files import HandedFiles
from serving.login_answers import LoginAnswers
from serving.login_settings import LoginSettingsError, has_login, is_https
from serving.media_gate import MediaGate
from serving.open_address import OpenAddressError, refuse_open_address
from serving.paced_body import PacedBody
from serving.replaced_scripts import ReplacedScripts
from serving.script_fault import show_script_fault
from serving.security_headers import SecurityHeaders
from serving.unknown_address import UnknownAddress

try:
    asks_who = has_login()
    refuse_open_address(st.get_option("server.address"), has_login=asks_who, environment=os.environ)
except (LoginSettingsError, OpenAddressError) as error:
    sys.exit(str(error))
AROUND = [  # from the outside in
    Middleware(PacedBody),
    Middleware(SecurityHeaders),
    Middleware(MediaGate, has_login=asks_who),
    Middleware(HandedFiles),
    Middleware(AskedAddress, has_login=asks_who),
    Middleware(LoginAnswers, has_login=asks_who, is_https=asks_who and is_https()),
    Middleware(ReplacedScripts, words_of={part.SCRIPTS: part.WORDS for part in (chinese_words, chart_script)}),
    Middleware(UnknownAddress),
]
app = st.App("app.py", middleware=AROUND, on_script_error=show_script_fault)
