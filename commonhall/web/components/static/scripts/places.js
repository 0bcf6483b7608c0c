// Lets people say where they are by their device. Without this script they say it in words, or on the map.
const PATIENCE = 15000

function fill (form, at) {
  const put = (name, value) => {
    const field = form.querySelector(name)
    if (field) field.value = value
  }
  const latitude = at.coords.latitude.toFixed(6)
  const longitude = at.coords.longitude.toFixed(6)
  put('input[name="map_at"]', latitude + ',' + longitude)
  put('input[name="map_zoom"]', '18')
  put('input[name="map_source"]', 'device')
  const place = form.querySelector('[data-place]')
  if (!place) return
  put('[data-place-part="lat"]', latitude)
  put('[data-place-part="lng"]', longitude)
  put('[data-place-part="source"]', 'device')
  put('[data-place-part="asset"]', '')
  put('[data-place-part="for"]', place.querySelector('textarea').value)
}

for (const part of document.querySelectorAll('[data-locate]')) {
  if (!('geolocation' in navigator)) break
  part.hidden = false
  const button = part.querySelector('button')
  const said = part.querySelector('[role="status"]')
  button.addEventListener('click', event => {
    event.preventDefault()
    said.textContent = said.dataset.locating
    navigator.geolocation.getCurrentPosition(at => {
      const form = button.form
      fill(form, at)
      form.requestSubmit(button)
    }, () => { said.textContent = said.dataset.notLocated }, { enableHighAccuracy: true, timeout: PATIENCE })
  })
}
