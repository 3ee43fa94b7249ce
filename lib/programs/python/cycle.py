from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


class Album(Base):
    __tablename__ = "albums"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    cover_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", name="albums_cover_id_fkey")
    )
    photos: Mapped[list["Photo"]] = relationship(
        foreign_keys="Photo.album_id", cascade="all, delete-orphan"
    )
    cover: Mapped["Photo | None"] = relationship(foreign_keys=cover_id)


class Photo(Base):
    __tablename__ = "photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str]
    album_id: Mapped[int] = mapped_column(ForeignKey("albums.id"))


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    beach, sea = Photo(id=1, file="beach.jpg"), Photo(id=2, file="sea.jpg")
    album = Album(id=1, title="Summer", photos=[beach, sea])
    session.add(album)
    session.flush()
    album.cover = beach
    session.commit()

with Session(engine) as session:
    album = session.get_one(Album, 1)

    # --- the operation
    session.delete(album)
    session.commit()
