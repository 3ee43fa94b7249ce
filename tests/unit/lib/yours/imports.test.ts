import { expect, test } from 'vitest';
import { stoodFor } from '@/lib/yours/imports';

test('what a program imports and cannot have is named, with why', () => {
  const source = `from __future__ import annotations
import os, celery.schedules as schedules, flask, pdb
import helpdesk.core
from sqlalchemy.orm import Session
from .base import Base
from shop.models import User  # import boto3
    from stripe import Charge
"""
text: import is no statement
"""
`;
  const found = stoodFor({ 'app.py': source, 'shop/models.py': 'import numpy', 'schema.sql': 'import redis' });
  expect(found.map(({ module, why }) => [module, why !== null])).toEqual([
    ['celery', true],
    ['helpdesk', false],
    ['numpy', true],
    ['pdb', true],
    ['stripe', true],
  ]);
});
