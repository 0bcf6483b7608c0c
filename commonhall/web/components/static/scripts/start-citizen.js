import { initAll } from './govuk-frontend.js'
import './chat.js'
initAll()
