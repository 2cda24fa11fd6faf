-- name: niche
-- question: Who is at home in a subject?
-- definition: Threads that belong to a niche and in which the member wrote within the last two
--   years: one row per thread, the first post there. Each counts the share of the thread that
--   belongs to niches. Which niches those are stands in thread_niches, by thread_id.
-- role: none
-- cannot see: what the member knows and does not write about; whether what they write is right.
-- citation: Adamic, Zhang, Bakshy and Ackerman 2008, Knowledge Sharing and Yahoo Answers
-- version: 1
-- needs: niches
-- without niches: subjects cannot be told, so nobody can be seen at home in one.

WITH subjects AS (
  SELECT thread_id, CAST(SUM(weight) AS BIGINT) AS weight
  FROM thread_niches
  GROUP BY thread_id
),
placed AS (
  SELECT
    p.member_id,
    p.message_id,
    p.thread_id,
    p.posted_at AS at,
    s.weight,
    ROW_NUMBER() OVER (
      PARTITION BY p.member_id, p.thread_id ORDER BY p.posted_at, p.message_id
    ) AS nth
  FROM posts p
  CROSS JOIN period d
  JOIN subjects s ON s.thread_id = p.thread_id
  WHERE p.posted_at > d.since_long
    AND s.weight > 0
)
SELECT
  r.member_id, CAST(NULL AS STRING) AS peer_id, r.message_id, r.thread_id, r.at, r.weight AS value
FROM placed r
WHERE r.nth = 1
