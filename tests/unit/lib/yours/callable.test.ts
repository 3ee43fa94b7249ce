import { expect, test } from 'vitest';
import { callablesOf } from '@/lib/yours/callable';

test('what stands at the top and is no fixture and no affair of the module’s own can be called', () => {
  const source = `import pytest
@pytest.fixture
def session(): ...
@pytest.fixture(scope="module")
async def team(session): ...
@app.delete("/teams/{team_id}")
async def remove(team_id: int): ...
def test_players_go(session):
    def inner(): ...
class Team:
    def players(self): ...
def _helper(): ...
class TestPlayers(Base):
    size = 2

    def helper(self): ...
    @pytest.mark.parametrize("n", [1])
    def test_one(self, n):
        assert n

    async def test_two(self): ...
def remove_all(): ...
`;
  expect(callablesOf(source)).toEqual([
    ...['remove', 'test_players_go', 'remove_all'],
    ...['TestPlayers.test_one', 'TestPlayers.test_two'],
  ]);
  expect(callablesOf('')).toEqual([]);
});
