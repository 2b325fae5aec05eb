# Pinned by tag. To pin the very image: docker buildx imagetools inspect python:3.11-slim-bookworm
# and then: docker build --build-arg PYTHON_IMAGE=python:3.11-slim-bookworm@sha256:… .
ARG PYTHON_IMAGE=python:3.11-slim-bookworm
FROM ${PYTHON_IMAGE}

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore \
    TINHUY_HOME=/data

# An ordinary user, who owns the one folder that is written to.
RUN useradd --uid 10001 --create-home tinhuy && install -d -o tinhuy -g tinhuy /data

WORKDIR /opt/tinhuy
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE schema.sql scrapy.cfg ./
COPY seeds seeds
COPY corpus corpus
COPY crawler crawler
COPY normalize normalize
COPY tinhuy tinhuy
RUN pip install --no-deps --no-build-isolation .

USER tinhuy
WORKDIR /data
VOLUME /data
ENTRYPOINT ["tinhuy"]
CMD ["--help"]
