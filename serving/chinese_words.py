"""What Streamlit's own page says in Chinese: when the server is away or a download fails, and the buttons and menus of
tables and choosers.

Output: what is replaced in Streamlit's scripts (replaced_scripts.py). Streamlit 1.67 has these words in its scripts and
no setting for them. The pinned version is tested to hold every one of them. Used by serve.py.
"""

SCRIPTS = ("index", "DownloadButton", "DataFrame", "Toolbar", "Multiselect", "Selectbox")
SERVER_AWAY = (
    "屏幕上仍是断开前的数字。请稍等，服务器恢复后本页会按原来的筛选自动接上；一分钟后仍未恢复，请告诉维护人员。"
)
NO_FILE = "没有下载成功。请再点一次；仍不成功，请刷新页面后再点，或把页面名称和时间告诉维护人员。"
WORDS: tuple[tuple[str, str], ...] = (
    ("`Connection error`,e,", f"`暂时连不上服务器`,{{message:`{SERVER_AWAY}`}},"),
    ("`Connecting`", "`正在连接`"),
    ("`Connecting to Streamlit server`", "`正在连接服务器`"),
    ("`Unable to connect to Streamlit server`", "`连不上服务器`"),
    ("showError(`Bad message format`,{message:t.message})", "showError(`传送出错`,{message:`请刷新页面。`})"),
    ("`Running...`", "`正在计算`"),
    ("children:`Skip to main content`", "children:`跳到正文`"),
    ("e instanceof Error?e.message:`Download failed`", f"`{NO_FILE}`"),
    ("label:`Show/hide columns`", "label:`显示或隐藏列`"),
    ("label:`Search`", "label:`查找`"),
    ("label:`Fullscreen`", "label:`全屏`"),
    ("label:`Close fullscreen`", "label:`退出全屏`"),
    ("label:`Clear selection`", "label:`取消选择`"),
    ("`Type to search`", "`输入要查找的文字`"),
    ("`Sort ascending`", "`升序`"),
    ("`Sort descending`", "`降序`"),
    ("`Autosize`", "`自动列宽`"),
    ("`Unpin column`", "`取消冻结`"),
    ("`Pin column`", "`冻结此列`"),
    ("`Hide column`", "`隐藏此列`"),
    ("}),`Format`]", "}),`数字格式`]"),
    ("`No results`", "`没有匹配项`"),
    ('"aria-label":`Selected values`', '"aria-label":`已选`'),
    ('"aria-label":`Clear all`', '"aria-label":`全部清除`'),
    ('"aria-label":`Remove ${e}`', '"aria-label":`去掉 ${e}`'),
)
"""What is said, as it stands in the scripts, and what we say instead."""
