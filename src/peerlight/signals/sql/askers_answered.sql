-- name: askers_answered
-- question: How many different people were helped when they asked?
-- definition: Posts of the last two years that turn to somebody who asked: a reply to a question,
--   a reply to the asker, the calling of their name or joining in within 14 days in the thread that
--   their question opened, or being the next other person to speak within a day after a question.
--   In a channel that has no threads at all, the next to speak within an hour. Not in a thread that
--   the member opened with a question of their own. Each asker adds up to 1.
-- role: answers
-- cannot see: whether the answer was right or useful; help given in private or elsewhere; questions
--   that are not put as questions. A post that only asks back counts as help too.
-- citation: Zhang, Ackerman and Adamic 2007, Expertise Networks in Online Communities (distinct
--   people helped); CHAOSS Types of Contributions
-- version: 1
-- needs: text, replies
-- without text: questions cannot be told, so the first post turning to whoever opened a thread
--   counts as help.
-- without replies: who answers whom is read from threads and the order of posts alone.

WITH asked AS (
  SELECT COALESCE(MAX(question), 0) AS known FROM posts
),
turned AS (
  SELECT
    a.actor_id AS member_id,
    a.member_id AS peer_id,
    a.message_id,
    a.thread_id,
    a.at,
    CASE WHEN o.member_id = a.member_id THEN 1 ELSE 0 END AS to_opener,
    CASE WHEN q.question = 1 OR (o.question = 1 AND o.member_id = a.member_id)
      THEN 1 ELSE 0 END AS to_asker,
    CASE WHEN o.question = 1 AND o.member_id = a.actor_id THEN 1 ELSE 0 END AS own_question
  FROM attention a
  CROSS JOIN period d
  JOIN openings o ON o.thread_id = a.thread_id
  LEFT JOIN posts q ON q.message_id = a.about_id
  WHERE a.at > d.since_long
    AND a.act IN ('reply', 'mention', 'joined')
),
threadless AS (
  SELECT channel_id
  FROM posts
  GROUP BY channel_id
  HAVING COUNT(*) = COUNT(DISTINCT thread_id)
),
-- only rooms with a question are put in order: ordering is the dear part
rooms AS (
  SELECT DISTINCT COALESCE(c.channel_id, p.thread_id) AS room
  FROM posts p
  LEFT JOIN threadless c ON c.channel_id = p.channel_id
  WHERE p.question = 1
),
placed_posts AS (
  SELECT
    p.member_id, p.message_id, p.thread_id, p.posted_at, p.reply_to, p.question,
    COALESCE(c.channel_id, p.thread_id) AS room,
    CASE WHEN c.channel_id IS NULL THEN 86400000000 ELSE 3600000000 END AS patience
  FROM posts p
  LEFT JOIN threadless c ON c.channel_id = p.channel_id
),
spoken AS (
  SELECT
    p.member_id, p.message_id, p.thread_id, p.posted_at, p.reply_to, p.patience,
    LAG(p.member_id) OVER (PARTITION BY p.room ORDER BY p.posted_at, p.message_id) AS before_id,
    LAG(p.posted_at) OVER (PARTITION BY p.room ORDER BY p.posted_at, p.message_id) AS before_at,
    LAG(p.question) OVER (PARTITION BY p.room ORDER BY p.posted_at, p.message_id)
      AS before_question
  FROM placed_posts p
  JOIN rooms r ON r.room = p.room
),
opened AS (
  SELECT
    t.member_id, t.peer_id, t.message_id, t.thread_id, t.at,
    ROW_NUMBER() OVER (PARTITION BY t.member_id, t.thread_id ORDER BY t.at, t.message_id) AS nth
  FROM turned t
  CROSS JOIN asked k
  WHERE k.known = 0 AND t.to_opener = 1
),
helped AS (
  SELECT t.member_id, t.peer_id, t.message_id, t.thread_id, t.at
  FROM turned t
  WHERE t.to_asker = 1 AND t.own_question = 0

  UNION

  SELECT s.member_id, s.before_id AS peer_id, s.message_id, s.thread_id, s.posted_at AS at
  FROM spoken s
  CROSS JOIN period d
  JOIN openings o ON o.thread_id = s.thread_id
  WHERE s.before_question = 1
    AND s.before_id <> s.member_id
    AND s.reply_to IS NULL
    AND s.posted_at - s.before_at <= s.patience
    AND s.posted_at > d.since_long
    AND NOT (o.question = 1 AND o.member_id = s.member_id)

  UNION

  SELECT f.member_id, f.peer_id, f.message_id, f.thread_id, f.at
  FROM opened f
  WHERE f.nth = 1
),
placed AS (
  SELECT
    h.member_id, h.peer_id, h.message_id, h.thread_id, h.at,
    ROW_NUMBER() OVER (PARTITION BY h.member_id, h.peer_id ORDER BY h.at, h.message_id) AS k,
    COUNT(*) OVER (PARTITION BY h.member_id, h.peer_id) AS n
  FROM helped h
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at,
  CAST(FLOOR(CAST(1000000 AS DOUBLE) * r.k / r.n)
    - FLOOR(CAST(1000000 AS DOUBLE) * (r.k - 1) / r.n) AS BIGINT) AS value
FROM placed r
