-- turning
-- One row: an act by which one member turned to another: 0 a reply by a link, 1 a name called,
-- 2 a reaction by a known person, 3 speaking next in a room without links.

SELECT p.member_id AS actor_id, q.member_id, p.posted_at AS acted_at, 0 AS kind
FROM spoken p
JOIN spoken q ON q.message_id = p.reply_to
WHERE q.member_id <> p.member_id

UNION ALL

SELECT p.member_id AS actor_id, i.member_id, p.posted_at AS acted_at, 1 AS kind
FROM mentions n
JOIN spoken p ON p.message_id = n.message_id
JOIN identities i ON i.account_id = n.account_id
WHERE i.bot = 0 AND i.hidden = 0 AND i.member_id <> p.member_id

UNION ALL

SELECT
  i.member_id AS actor_id,
  p.member_id,
  COALESCE(r.reacted_at, p.posted_at) AS acted_at,
  2 AS kind
FROM reactions r
JOIN spoken p ON p.message_id = r.message_id
JOIN identities i ON i.account_id = r.account_id
WHERE i.bot = 0 AND i.hidden = 0 AND i.member_id <> p.member_id

UNION ALL

SELECT n.member_id AS actor_id, n.before_id AS member_id, n.posted_at AS acted_at, 3 AS kind
FROM (
  SELECT
    member_id,
    posted_at,
    reply_to,
    within,
    LAG(member_id) OVER (PARTITION BY thread_id ORDER BY posted_at, message_id) AS before_id,
    LAG(posted_at) OVER (PARTITION BY thread_id ORDER BY posted_at, message_id) AS before_at
  FROM spoken
) n
WHERE n.reply_to IS NULL AND n.before_id <> n.member_id AND n.posted_at - n.before_at <= n.within
