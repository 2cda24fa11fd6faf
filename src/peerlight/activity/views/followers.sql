-- followers
-- One row: a member of somebody's following: they turned to the member on two days and in two
-- threads within 180 days.
-- Why: a following is people who come back, not a count of subscribers. engaged: the follower was
-- seen, in any way, in the last 30 days.

SELECT
  t.member_id,
  t.actor_id AS follower_id,
  CAST(CASE WHEN m.last_at > d.as_of - 2592000000000 THEN 1 ELSE 0 END AS BIGINT) AS engaged
FROM ties t
JOIN members m ON m.member_id = t.actor_id
CROSS JOIN period d
WHERE t.lasting = 1
