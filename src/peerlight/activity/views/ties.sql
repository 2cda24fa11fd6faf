-- ties
-- One row: the attention of one member to another in the last 180 days; n acts, of them spoken in
-- posts that reply, mention or thank; whether on two days and in two threads (lasting).
-- Why: followings, groups and partners are all read from it. Two different days or threads are
-- there exactly where the smallest and the largest differ, which needs no list of them.

SELECT
  a.actor_id,
  a.member_id,
  CAST(COUNT(*) AS BIGINT) AS n,
  CAST(SUM(CASE WHEN a.act IN ('reply', 'mention', 'thanks')
    AND (a.about_id IS NULL OR a.about_id <> a.message_id) THEN 1 ELSE 0 END) AS BIGINT) AS spoken,
  CAST(CASE WHEN MIN(a.day) < MAX(a.day) AND MIN(a.thread_id) < MAX(a.thread_id)
    THEN 1 ELSE 0 END AS BIGINT) AS lasting,
  MAX(a.at) AS last_at
FROM attention a
CROSS JOIN period d
WHERE a.at > d.since
GROUP BY a.actor_id, a.member_id
