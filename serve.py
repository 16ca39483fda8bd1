"""What `make run` starts: app.py, served with the headers of `serving/` around it: `streamlit run serve.py`."""

import streamlit as st
from starlette.middleware import Middleware

from serving.security_headers import SecurityHeaders
from serving.unknown_address import UnknownAddress

app = st.App("app.py", middleware=[Middleware(SecurityHeaders), Middleware(UnknownAddress)])
