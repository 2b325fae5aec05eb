"""Base of all table models: their root class, and the types of their columns."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, LargeBinary, SmallInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

Number = Annotated[int, mapped_column(BigInteger, Identity(always=True), primary_key=True)]
Hash = Annotated[bytes, mapped_column(LargeBinary)]
Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Small = Annotated[int, mapped_column(SmallInteger)]
Numbers = Annotated[list[int], mapped_column(ARRAY(BigInteger))]
Path = Annotated[list[str], mapped_column(ARRAY(Text))]
Json = Annotated[dict[str, Any], mapped_column(JSONB)]
JsonOrNull = Annotated[dict[str, Any], mapped_column(JSONB(none_as_null=True))]
Rows = Annotated[list[dict[str, Any]], mapped_column(JSONB)]
SiteId = Annotated[str, mapped_column(ForeignKey("site.id"))]
PageId = Annotated[int, mapped_column(BigInteger, ForeignKey("page.id"))]
SnapshotId = Annotated[int, mapped_column(BigInteger, ForeignKey("snapshot.id"))]
RunId = Annotated[int, mapped_column(BigInteger, ForeignKey("crawl_run.id"))]
ProvinceCode = Annotated[str, mapped_column(ForeignKey("province.code"))]


class Base(DeclarativeBase):
    """Root class of the models."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text}
