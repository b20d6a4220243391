"""`uvicorn yumiao.asgi:app`: the same application for a server of one's own; the folder comes from YUMIAO_DATA."""

from api.app import make_app
from yumiao.logs import log_as_json
from yumiao.office import Office
from yumiao.settings import Settings

log_as_json()
app = make_app(Office.open(Settings().data, ""))
