from sqlmodel import Field, Relationship, Session, SQLModel, create_engine


class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    heroes: list["Hero"] = Relationship(
        back_populates="team", cascade_delete=True, passive_deletes=True
    )


class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    team_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="CASCADE"
    )
    team: Team | None = Relationship(back_populates="heroes")


engine = create_engine("postgresql+psycopg://localhost/demo")
SQLModel.metadata.create_all(engine)

with Session(engine) as session:
    heroes = [Hero(id=1, name="Deadpond"), Hero(id=2, name="Spider-Boy")]
    session.add_all(
        [
            Team(id=1, name="Preventers", heroes=heroes),
            Team(id=2, name="Z-Force", heroes=[Hero(id=3, name="Tarantula")]),
        ]
    )
    session.commit()

with Session(engine) as session:
    team = session.get_one(Team, 1)

    # --- the operation
    session.delete(team)
    session.commit()
