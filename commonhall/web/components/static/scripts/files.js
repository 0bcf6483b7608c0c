// Shows how far a file has got, tries again when the connection is lost, and keeps the page as it is meanwhile.
// Without this script the form is sent as any other.
import { initAll } from './govuk-frontend.js'
import { partsOf, refusedBy, sendInParts } from './file-parts.js'

const TRIES = 4
const PAUSE = 1500
const STEP = 25

let busy = false

function tell (told, words, percent) {
  told.hidden = false
  const said = told.querySelector('[role="status"]')
  const text = words.replace('{percent}', String(percent))
  if (said.textContent !== text) said.textContent = text
  const bar = told.querySelector('progress')
  bar.hidden = percent === undefined
  if (percent !== undefined) bar.value = percent
}

function show (answer) {
  const page = new DOMParser().parseFromString(answer, 'text/html')
  const main = page.querySelector('main')
  if (!main) return false
  document.querySelector('main').replaceWith(main)
  document.title = page.title
  initAll({ scope: main })
  const files = main.querySelector('.ch-files')
  if (files && !main.querySelector('.govuk-error-summary')) {
    files.tabIndex = -1
    files.focus()
  }
  return true
}

function send (form, given, told, tried) {
  const request = new XMLHttpRequest()
  let step = 0
  request.upload.addEventListener('progress', event => {
    const percent = event.lengthComputable ? Math.floor(100 * event.loaded / event.total) : 0
    step = Math.max(step, Math.floor(percent / STEP) * STEP)
    tell(told, told.dataset.uploadSending, step)
    told.querySelector('progress').value = percent
  })
  request.addEventListener('load', () => {
    busy = false
    const came = new URL(request.responseURL || location.href)
    if (came.pathname !== location.pathname) location.assign(came.href)
    else if (!show(request.responseText)) tell(told, told.dataset.uploadBroken)
  })
  request.addEventListener('error', () => {
    if (tried < TRIES) {
      tell(told, told.dataset.uploadWaiting)
      setTimeout(() => send(form, given, told, tried + 1), PAUSE * tried)
      return
    }
    busy = false
    tell(told, told.dataset.uploadBroken)
  })
  tell(told, told.dataset.uploadSending, 0)
  request.open('POST', form.getAttribute('action') || location.href)
  request.send(given)
}

function says (told) {
  let step = -1
  return {
    reading: () => tell(told, told.dataset.uploadReading),
    waiting: () => tell(told, told.dataset.uploadWaiting),
    sending: (done, total) => {
      const percent = Math.floor(100 * done / total)
      step = Math.max(step, Math.floor(percent / STEP) * STEP)
      tell(told, told.dataset.uploadSending, step)
      told.querySelector('progress').value = percent
    }
  }
}

// Sends the large files in parts; what is given then names them instead of holding them.
async function withParts (form, given, parts) {
  const token = given.get('csrfmiddlewaretoken')
  for (const { told, input, file } of parts) {
    const field = input.name.replace(/-file$/, '')
    let upload
    try {
      upload = await sendInParts({ told, file }, token, says(told))
    } catch (wrong) {
      const rule = refusedBy(wrong)
      if (!rule) continue
      given.set(`${field}-refused`, rule)
    }
    if (upload) given.append(`${field}-whole`, upload)
    const others = given.getAll(input.name).filter(one => one.name !== file.name || one.size !== file.size)
    given.delete(input.name)
    for (const other of others) given.append(input.name, other)
  }
  return given
}

document.addEventListener('submit', event => {
  const form = event.target
  const told = form.querySelector('[data-upload-sending]')
  const files = Array.from(form.querySelectorAll('input[type="file"]'))
  if (!told || !files.some(one => one.files.length > 0)) return
  event.preventDefault()
  if (busy) return
  busy = true
  const given = new FormData(form, event.submitter)
  const parts = partsOf(form)
  if (parts.length === 0) {
    send(form, given, told, 1)
    return
  }
  withParts(form, given, parts).then(ready => send(form, ready, parts[0].told, 1))
})
