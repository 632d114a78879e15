export { formatPhone } from '@warmline/contracts';
