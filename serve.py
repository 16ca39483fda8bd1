"""What `make run` starts: app.py, served with the headers of `serving/` around it: `streamlit run serve.py`."""

import os
import sys

import streamlit as st
from starlette.middleware import Middleware

from serving.login_settings import LoginSettingsError, has_login
from serving.open_address import OpenAddressError, refuse_open_address
from serving.security_headers import SecurityHeaders
from serving.unknown_address import UnknownAddress

try:
    refuse_open_address(st.get_option("server.address"), has_login=has_login(), environment=os.environ)
except (LoginSettingsError, OpenAddressError) as error:
    sys.exit(str(error))
app = st.App("app.py", middleware=[Middleware(SecurityHeaders), Middleware(UnknownAddress)])
