import { initAll } from './govuk-frontend.js'
import { initAll as initOffice } from './moj-frontend.js'
initAll()
initOffice()
