import { initAll } from './govuk-frontend.js'
import './chat.js'
import './files.js'
import './places.js'
initAll()
