import { Controller, Get, HttpCode, Patch, Post } from '@nestjs/common';
import {
  changeLeadRequestSchema,
  createLeadRequestSchema,
  leadCardSchema,
  leadIdSchema,
  leadFieldNamesSchema,
  leadPageSchema,
  leadQuerySchema,
  moveLeadRequestSchema,
  newContactSchema,
  newPhoneSchema,
  phoneIdSchema,
  retirePhoneRequestSchema,
} from '@warmline/contracts';
import type { LeadCard, LeadPage } from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, InQuery, Replies } from '../http/contract.js';
import { TakesAway } from '../http/takes.js';
import { cardFor } from './lead-card.rules.js';
import { LeadSearchService } from './lead-search.service.js';
import { LeadService } from './lead.service.js';
import { PhoneService } from './phone.service.js';

const leadParams = z.object({ id: leadIdSchema });
const phoneParams = z.object({ id: phoneIdSchema });
/** Who talks to people learns new names and numbers: operators of the lead they talk with, which the guard of records decides. */
const CALLERS = ['operator', ...MARKETERS] as const;

@Controller('api/leads')
export class LeadsController {
  constructor(
    private readonly leads: LeadService,
    private readonly search: LeadSearchService,
  ) {}

  @Get()
  @Access(MARKETERS)
  @TakesAway('rows')
  @Replies('Leads that match, newest first', leadPageSchema)
  page(@InQuery(leadQuerySchema) query: z.infer<typeof leadQuerySchema>): Promise<LeadPage> {
    return this.search.page(query);
  }

  @Get('fields')
  @Access(MARKETERS)
  @Replies('Names of own fields that leads have', leadFieldNamesSchema)
  fieldNames(): Promise<string[]> {
    return this.search.fieldNames();
  }

  @Post()
  @HttpCode(201)
  @Access(MARKETERS)
  @TakesAway('cards')
  @Replies('Adds a lead by hand', leadCardSchema)
  create(
    @InBody(createLeadRequestSchema) body: z.infer<typeof createLeadRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<LeadCard> {
    return this.leads.create(body, user.id);
  }

  @Get(':id')
  @Access(MARKETERS)
  @TakesAway('cards')
  @Replies('The card of a lead', leadCardSchema)
  card(@InParams(leadParams) params: z.infer<typeof leadParams>): Promise<LeadCard> {
    return this.leads.card(params.id);
  }

  @Patch(':id')
  @Access(MARKETERS)
  @TakesAway('cards')
  @Replies('Changes what is known of a lead', leadCardSchema)
  change(
    @InParams(leadParams) params: z.infer<typeof leadParams>,
    @InBody(changeLeadRequestSchema) body: z.infer<typeof changeLeadRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<LeadCard> {
    return this.leads.change(params.id, body, user.id);
  }

  @Post(':id/contacts')
  @HttpCode(201)
  @Access(CALLERS)
  @TakesAway('cards')
  @Replies('Adds a contact, with a number of its own if there is one', leadCardSchema)
  async addContact(
    @InParams(leadParams) params: z.infer<typeof leadParams>,
    @InBody(newContactSchema) body: z.infer<typeof newContactSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<LeadCard> {
    return cardFor(user.role, await this.leads.addContact(params.id, body, user.id));
  }

  @Post(':id/phones')
  @HttpCode(201)
  @Access(CALLERS)
  @TakesAway('cards')
  @Replies('Adds a number', leadCardSchema)
  async addPhone(
    @InParams(leadParams) params: z.infer<typeof leadParams>,
    @InBody(newPhoneSchema) body: z.infer<typeof newPhoneSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<LeadCard> {
    return cardFor(user.role, await this.leads.addPhone(params.id, body, user.id));
  }

  @Post(':id/moves')
  @HttpCode(201)
  @Access(SUPERVISORS)
  @TakesAway('cards')
  @Replies('Corrects temperature or stage, with a reason', leadCardSchema)
  move(
    @InParams(leadParams) params: z.infer<typeof leadParams>,
    @InBody(moveLeadRequestSchema) body: z.infer<typeof moveLeadRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<LeadCard> {
    return this.leads.correct(params.id, body, user.id);
  }
}

@Controller('api/phones')
export class PhonesController {
  constructor(
    private readonly phones: PhoneService,
    private readonly leads: LeadService,
  ) {}

  @Post(':id/retirement')
  @HttpCode(201)
  @Access(CALLERS)
  @TakesAway('cards')
  @Replies("The number is no longer this lead's", leadCardSchema)
  async retire(
    @InParams(phoneParams) params: z.infer<typeof phoneParams>,
    @InBody(retirePhoneRequestSchema) body: z.infer<typeof retirePhoneRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<LeadCard> {
    const { leadId } = await this.phones.retire(params.id, body.reason, user.id);
    return cardFor(user.role, await this.leads.card(leadId));
  }
}
