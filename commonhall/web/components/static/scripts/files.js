// Shows how far a file has got, tries again when the connection is lost, and keeps the page as it is meanwhile.
// Without this script the form is sent as any other.
import { initAll } from './govuk-frontend.js'

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

document.addEventListener('submit', event => {
  const form = event.target
  const told = form.querySelector('[data-upload-sending]')
  const files = Array.from(form.querySelectorAll('input[type="file"]'))
  if (!told || !files.some(one => one.files.length > 0)) return
  event.preventDefault()
  if (busy) return
  busy = true
  send(form, new FormData(form, event.submitter), told, 1)
})
