# Yumiao with the server's drivers, from the lock. Nothing is built in the image that runs, and it does not run as root.
FROM python:3.11.14-slim-bookworm AS built
WORKDIR /src
COPY requirements/tools.txt requirements/server.txt requirements/
RUN python -m venv /opt/yumiao \
 && pip install --no-cache-dir --require-hashes -r requirements/tools.txt \
 && uv pip install --no-cache --python /opt/yumiao/bin/python --require-hashes -r requirements/server.txt
COPY . .
RUN python -m build --wheel --no-isolation \
 && uv pip install --no-cache --python /opt/yumiao/bin/python --no-deps dist/*.whl

FROM python:3.11.14-slim-bookworm
RUN useradd --uid 10001 --create-home yumiao && install -d -o yumiao -m 0700 /data
COPY --from=built /opt/yumiao /opt/yumiao
ENV PATH=/opt/yumiao/bin:$PATH PYTHONUTF8=1 YUMIAO_DATA=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
ENTRYPOINT ["yumiao"]
CMD ["serve"]
