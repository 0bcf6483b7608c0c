// Sends a large file in parts and goes on from where it stopped, after a lost connection or a page loaded anew.
// The verbs and headers are those of the IETF's draft "Resumable Uploads for HTTP".
const PART = 262144
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000]

class Refused extends Error {
  constructor (rule) {
    super(rule)
    this.rule = rule
  }
}

// What cannot be sent in parts, for whatever reason, is sent with the form as any other.
class NotInParts extends Error {}

export function partsOf (form) {
  if (!window.crypto || !crypto.subtle) return []
  return Array.from(form.querySelectorAll('[data-upload-to]')).flatMap(told => {
    const input = form.querySelector(`input[type="file"][name="${told.dataset.uploadField}"]`)
    return Array.from(input ? input.files : []).filter(one => one.size > PART).map(file => ({ told, input, file }))
  })
}

function pause (tried) {
  return new Promise(resolve => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      resolve()
    }
    const timer = setTimeout(go, PAUSES[Math.min(tried, PAUSES.length - 1)])
    addEventListener('online', go)
  })
}

function ask (method, to, headers, body, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, to)
    for (const name in headers) request.setRequestHeader(name, headers[name])
    if (onProgress) request.upload.addEventListener('progress', event => onProgress(event.loaded))
    request.addEventListener('load', () => resolve(request))
    request.addEventListener('error', reject)
    request.addEventListener('timeout', reject)
    request.timeout = 60000
    request.send(body)
  })
}

function lasting (answer) {
  return answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 409 &&
    answer.status !== 429
}

function judged (answer) {
  if (!lasting(answer)) return
  let rule
  try {
    rule = JSON.parse(answer.responseText).rule
  } catch (wrong) {
    rule = undefined
  }
  if (rule) throw new Refused(rule)
  throw new NotInParts(String(answer.status))
}

function offsetOf (answer) {
  const offset = answer.getResponseHeader('Upload-Offset')
  if (offset === null) throw new NotInParts('no offset')
  return Number(offset)
}

async function digestOf (file) {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return btoa(String.fromCharCode(...sum))
}

// Does one step until it is answered. waiting: told of a connection that is lost.
async function untilAnswered (step, waiting) {
  for (let tried = 0; ; tried++) {
    try {
      const answer = await step()
      judged(answer)
      if (answer.status < 500 && answer.status !== 408 && answer.status !== 429) return answer
    } catch (wrong) {
      if (wrong instanceof Refused || wrong instanceof NotInParts) throw wrong
    }
    waiting()
    await pause(tried)
  }
}

export async function sendInParts (part, token, says) {
  const { told, file } = part
  says.reading()
  const digest = await digestOf(file)
  const to = `${told.dataset.uploadTo}&name=${encodeURIComponent(file.name)}`
  const about = { 'X-CSRFToken': token, 'Upload-Length': file.size, 'Upload-Complete': '?0' }
  const opened = await untilAnswered(
    () => ask('POST', to, { ...about, 'Repr-Digest': `sha-256=:${digest}:` }), says.waiting)
  const place = opened.getResponseHeader('Location')
  let offset = offsetOf(opened)
  let lost = false
  while (offset < file.size) {
    const until = Math.min(offset + PART, file.size)
    const answer = await untilAnswered(async () => {
      if (lost) {
        // Nobody knows what arrived of the part whose answer was lost: ask.
        const found = await ask('HEAD', place, {})
        if (found.status !== 204) return found
        lost = false
        if (offsetOf(found) !== offset) return found
      }
      lost = true
      const headers = {
        'X-CSRFToken': token,
        'Content-Type': 'application/partial-upload',
        'Upload-Offset': offset,
        'Upload-Complete': until === file.size ? '?1' : '?0'
      }
      const sent = await ask('PATCH', place, headers, file.slice(offset, until),
        loaded => says.sending(Math.min(offset + loaded, file.size), file.size))
      lost = sent.status >= 500
      return sent
    }, says.waiting)
    offset = offsetOf(answer)
    says.sending(offset, file.size)
  }
  return place.split('?')[0].split('/').pop()
}

export function refusedBy (wrong) {
  return wrong instanceof Refused ? wrong.rule : ''
}
