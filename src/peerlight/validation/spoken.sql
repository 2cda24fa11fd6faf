-- spoken
-- One row: a message that a human wrote, with its platform's patience for the next speaker.

SELECT
  m.message_id,
  i.member_id,
  m.thread_id,
  m.posted_at,
  m.reply_to,
  s.within
FROM messages m
JOIN identities i ON i.account_id = m.account_id
LEFT JOIN channels c ON c.channel_id = m.channel_id
LEFT JOIN speaks_next s ON s.platform = c.source
WHERE i.bot = 0 AND i.hidden = 0 AND m.kind <> 'system' AND m.deleted_at IS NULL
