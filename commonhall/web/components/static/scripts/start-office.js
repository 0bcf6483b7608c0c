import { initAll } from './govuk-frontend.js'
import { initAll as initOffice } from './moj-frontend.js'
import './chat.js'
import './files.js'
initAll()
initOffice()
