"""试读: one uploaded document, what would be read out of it, and that nothing of it has entered the data.

Input: the file that the analyst chooses. Output: what `trial_view` writes, or one sentence why there is nothing. Side
of the pages. The result lives as long as the file stays chosen.
"""

from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.widgets.trial_process import ENDINGS, BusyError, TrialError, read_on_trial
from pages.widgets.trial_view import show_trial
from pages.wording.harmless_text import markdown_text, visible_text
from pages.wording.set_aside_advice import load_advice

RESULT = "trial_result"
NAME_CHARACTERS = 80
HOW_IT_WORKS = (
    "选一份原件，看程序会读出什么、哪些不采用、为什么。上传的文件只在读取期间放在服务器的临时文件夹，读完即删；"
    "试读的结果不进入数据，别人看不到。"
)
NOT_TAKEN = (
    "以上只是试读，没有放进数据。要采用这份文件：把原件复制到 data/raw（可以按区县建子文件夹），"
    "运行 python -m etl build，再刷新页面。"
)
NOTHING_TO_TAKE = (
    "这份文件没有读出项目表：放进 data/raw 也不会多出数据，不必放入。确实是自评表或申报表而没有读出的，"
    "按上面的原因处理后再试；仍读不出，把原件交给维护人员。"
)
STILL_REFUSED = "没有放进数据；原样放进 data/raw 也会因同样的原因不被采用。"
STILL_REFUSED_UNADVISED = f"{STILL_REFUSED}请先按上面的原因处理。"


def show_upload_trial() -> None:
    """The chooser of a file, and the trial reading of the file that is chosen."""
    st.caption(HOW_IT_WORKS)
    limit = st.get_option("server.maxUploadSize")
    upload = st.file_uploader(
        f"选择一份文件试读（一次一份，不超过 {limit} MB）",
        type=list(ENDINGS),
        key="trial_upload",
        help="Word、Excel、WPS、PDF、网页、文本、图片，或它们的 zip 压缩包。",
    )
    if upload is None:
        st.session_state.pop(RESULT, None)
        return
    result = st.session_state.get(RESULT)
    if result is None or result["file_id"] != upload.file_id:
        st.session_state.pop(RESULT, None)
        result = try_upload(upload)
        if result is None:
            return
        st.session_state[RESULT] = result
    st.text(f"文件：{visible_text(upload.name)[:NAME_CHARACTERS]}（{upload.size:,} 字节）")
    if result["refusal"] is not None:
        st.error(markdown_text(f"这份文件不能读取：{result['refusal']}"))
        advice = f"怎么办：{result['advice']}。" if result["advice"] else ""
        st.info(f"{advice}{STILL_REFUSED if advice else STILL_REFUSED_UNADVISED}")
    else:
        show_trial(result["described"])
        st.info(NOT_TAKEN if result["described"].get("tables") else NOTHING_TO_TAKE)


def try_upload(upload: UploadedFile) -> dict[str, Any] | None:
    """The reading of an upload or its refusal, with the id of the file; none where the server is busy."""
    told = st.empty()
    shown: list[int] = []

    def tell_seconds(seconds: float) -> None:
        if int(seconds) not in shown:  # once a second; a changed choice ends the reading at this call
            shown.append(int(seconds))
            told.caption(f"已用 {int(seconds)} 秒")

    refusal, advice, described = None, None, None
    try:
        with st.spinner("正在试读……"):
            described = read_on_trial(upload.getvalue(), upload.name, tell_seconds)
    except BusyError as error:
        told.warning(str(error))
        st.button("再试一次", key="trial_again")
        return None
    except TrialError as error:
        refusal, advice = str(error), load_advice().get(error.code or "")
    told.empty()
    return {"file_id": upload.file_id, "described": described, "refusal": refusal, "advice": advice}
