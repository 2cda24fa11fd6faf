-- contacts
-- One row: a member who answered, thanked or mentioned a newcomer in a post within 14 days of the
-- newcomer's first, by the earliest such post.
-- Why: welcoming is done by whoever turns to a newcomer early. Reactions are no contact (there the
-- act's message is the newcomer's own).

WITH approached AS (
  SELECT
    n.member_id AS newcomer_id,
    a.actor_id AS member_id,
    a.message_id,
    a.thread_id,
    a.at,
    ROW_NUMBER() OVER (PARTITION BY n.member_id, a.actor_id ORDER BY a.at, a.message_id) AS turn
  FROM newcomers n
  JOIN attention a ON a.member_id = n.member_id
  WHERE a.at >= n.first_at
    AND a.at <= n.first_at + 1209600000000
    AND (a.about_id IS NULL OR a.about_id <> a.message_id)
)
SELECT
  c.newcomer_id, c.member_id, c.message_id, c.thread_id, c.at,
  CAST(ROW_NUMBER() OVER (PARTITION BY c.newcomer_id ORDER BY c.at, c.message_id) AS BIGINT) AS nth
FROM approached c
WHERE c.turn = 1
