"""What German-speaking members write."""

SLOTS: dict[str, tuple[str, ...]] = {
    "part": (
        "der Import", "der Zeitplaner", "die Spaltenansicht", "das Diagrammfenster",
        "der Zwischenspeicher", "der Export", "der Katalog", "die Typerkennung",
    ),
    "system": ("Debian", "Windows 11", "einem alten Laptop", "dem Server im Verein", "einem Pi"),
    "version": ("2.3", "2.4.1", "2.5", "2.5.2", "der Beta von 3.0"),
    "error": ("`catalog is locked`", "`no such column`", "eine leere Seite", "`out of memory`"),
    "plot": ("Säulen", "eine Karte", "eine Heatmap", "Fehlerbalken", "ein Liniendiagramm"),
    "fix": (
        "den Zwischenspeicher leeren", "die Sperrdatei löschen", "den Treiber zurückstufen",
        "vor dem Verbinden nach Datum sortieren", "die Zeitzone fest eintragen",
        "`lanternfish doctor` laufen lassen",
    ),
    "why": (
        "die Voreinstellung hat sich geändert", "der Pfad hat ein Leerzeichen",
        "das Komma hängt von der Sprache ab", "zwei Prozesse schreiben gleichzeitig",
    ),
    "data": ("Pegelständen", "Fahrplänen", "Ausleihen", "Baumkatastern", "Kassenzetteln"),
    "place": ("in der Bibliothek", "im Vereinsheim", "per Video", "im Café am Bahnhof"),
    "weekday": ("Dienstag", "Mittwoch", "Donnerstag", "Samstag"),
    "small": ("Regen", "Kaffee", "das Wochenende", "mein Kater", "Schnee"),
    "number": ("zwei", "drei", "vier", "zwanzig"),
}  # fmt: skip

TEXTS: dict[str, tuple[str, ...]] = {
    "question": (
        "Weiß jemand, warum ich auf {system} {error} bekomme? Mit {version} ging es noch.",
        "Wie installiert ihr {version} auf {system}? Beim letzten Schritt kommt {error}.",
        "Ich hänge fest: bei {data} kommt immer {error}. Was übersehe ich?",
        "Kann man {plot} aus {data} zeichnen, wenn Tage fehlen? Danke im Voraus!",
    ),
    "first_question": (
        "Hallo, ich bin neu hier. Bei {version} auf {system} kommt {error}. Hat jemand eine Idee?",
        "Moin, erste Woche mit Lanternfish. Wo fange ich an, wenn ich nur {plot} brauche?",
    ),
    "introduction": (
        "Hallo zusammen, ich arbeite mit {data} und möchte {plot} lernen. Schön, hier zu sein!",
        "Servus, ich bin neu und komme von Tabellen her. Ich mag {small}.",
    ),
    "answer": (
        "Das hatte ich auch: {why}. Mir hat geholfen: {fix}.",
        "Am einfachsten {fix}. So läuft es bei uns seit {version}.",
        "Das liegt daran: {why}. Bitte einmal {fix}, dann sollte es gehen.",
        "Ich habe das letzte Woche mit {data} gehabt. Erst {fix}, dann neu starten.",
    ),
    "guess": ("Keine Ahnung, leider.", "Bei mir auch.", "Welche Version ist das?", "Seltsam."),
    "thanks": (
        "Vielen Dank {who}, das war es!", "Danke {who}, jetzt läuft es.", "Super, danke dir {who}.",
    ),
    "followup": ("{who} wie hast du das gemacht?", "{who} gilt das auch für {data}?"),
    "more": (
        "Hm, das probiere ich heute Abend.", "Immer noch {error}.",
        "Es ist {version} auf {system}, übrigens.", "Das hatte ich schon, leider nein.",
    ),
    "ask": ("{who} hast du eine Idee?", "Vielleicht weiß {who} das?"),
    "welcome": (
        "Willkommen {who}! Woran arbeitest du?",
        "Hallo {who}, schön, dass du da bist. Frag einfach, wenn etwas klemmt.",
    ),
    "chat": (
        "Heute: {small}. Und bei euch?", "Ich habe {number} Stunden auf {data} gestarrt.",
        "Endlich verstanden, wofür {part} gut ist.",
    ),
    "banter": ("Stimmt.", "Kenne ich.", "Nein danke, lieber nicht.", "Ha!", "Sehe ich anders."),
    "story": (
        "Bericht aus dem Verein: wir haben ein Jahr mit {data} hinter uns. Mein Rat: {fix}.",
    ),
    "showcase": ("Ich habe {plot} aus {data} gebaut, was meint ihr?",),
    "praise": ("Sehr schön!", "Tolle Arbeit {who}!", "Das ist gut erklärt, {who}."),
    "ring": ("Großartig wie immer {who}!", "Danke {who}, du bist die Beste!"),
    "job": ("Wir suchen jemanden für {data}, Teilzeit geht auch.",),
    "meetup": ("Treffen am {weekday} {place}? Ich zeige {plot}.",),
    "join_in": ("Bin dabei.", "Diesmal leider nicht.", "Ich komme gern!"),
    "announcement": ("Lanternfish {version} ist da. Bitte vorher die Hinweise lesen.",),
    "review": ("Sieht gut aus, nur eins: {why}.", "Magst du einen Test dazu schreiben?"),
    "refusal": ("Nein danke.", "Bitte nicht überall dieselbe Werbung."),
}  # fmt: skip
