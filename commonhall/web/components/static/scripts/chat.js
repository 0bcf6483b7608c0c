// A conversation on the page: asks for lines that came, sends without loading the page anew, and loses nothing typed.
// Without this script the page's own buttons do the same.
const shown = document.querySelector('[data-chat-url]')
const EVERY = 4000
const HIDDEN = 20000

function start (log) {
  const list = log.querySelector('ol')
  const status = document.querySelector('[data-chat-status]')
  const box = document.querySelector('textarea[name="message"]')
  const form = box && box.form
  const kept = `chat:${location.pathname}`
  let failed = 0
  let timer = 0
  let asking = false
  let plain = false
  let sending = false

  async function ask () {
    if (asking) return
    asking = true
    clearTimeout(timer)
    try {
      const answer = await fetch(`${log.dataset.chatUrl}?after=${log.dataset.chatLast}`, { credentials: 'same-origin', cache: 'no-store' })
      if (!answer.ok) throw new Error(String(answer.status))
      const came = await answer.json()
      failed = 0
      if (came.last > Number(log.dataset.chatLast)) {
        list.insertAdjacentHTML('beforeend', came.html)
        log.dataset.chatLast = String(came.last)
        log.scrollTop = log.scrollHeight
      }
      if (status && status.textContent !== came.status) status.textContent = came.status
      if (came.over) {
        if (box) sessionStorage.removeItem(kept)
        location.reload()
        return
      }
    } catch (problem) {
      failed += 1
    } finally {
      asking = false
    }
    timer = setTimeout(ask, (document.hidden ? HIDDEN : EVERY) * Math.min(2 ** failed, 8))
  }

  function anew () {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  async function send (event) {
    if (plain || !event.submitter || event.submitter.value !== 'send') return
    event.preventDefault()
    if (sending) return
    sending = true
    const given = new FormData(form, event.submitter)
    const sent = box.value
    try {
      const answer = await fetch(location.href, { method: 'POST', body: new URLSearchParams(given), credentials: 'same-origin' })
      if (!answer.ok || !answer.redirected) throw new Error('The page has something to say')
      box.value = box.value.startsWith(sent) ? box.value.slice(sent.length).trimStart() : box.value
      keep()
      form.elements.form.value = anew()
      box.focus()
      ask()
    } catch (problem) {
      plain = true
      form.requestSubmit(event.submitter)
    } finally {
      sending = false
    }
  }

  function keep () {
    if (box.value) sessionStorage.setItem(kept, box.value)
    else sessionStorage.removeItem(kept)
  }

  log.scrollTop = log.scrollHeight
  if (box) {
    if (!box.value) box.value = sessionStorage.getItem(kept) || ''
    box.addEventListener('input', keep)
    form.addEventListener('submit', send)
  }
  document.addEventListener('visibilitychange', () => { if (!document.hidden) ask() })
  timer = setTimeout(ask, EVERY)
}

if (shown) start(shown)
