"""`uvicorn yumiao.asgi:app`: the same application for a server of one's own; the folder comes from YUMIAO_DATA."""

from api.app import make_app
from yumiao.office import Office
from yumiao.settings import Settings

app = make_app(Office.open(Settings().data, ""))
