from sqlmodel import Field, Relationship, Session, SQLModel, create_engine


class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    heroes: list["Hero"] = Relationship(back_populates="team", cascade_delete=True)


class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    team_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="CASCADE"
    )
    team: Team | None = Relationship(back_populates="heroes")


engine = create_engine("postgresql+psycopg://localhost/heroes")
SQLModel.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Team(name="first", heroes=[Hero(name="ann"), Hero(name="bob")]))
    session.commit()

with Session(engine) as session:
    session.delete(session.get(Team, 1))
    session.commit()
