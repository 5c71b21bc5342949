"""The relational database: store, queue and coordinator. The only package that speaks SQL.

Functions take an open connection first and never open, commit or keep one; rows never leave this
package, values of `alertbot.model` do.
"""
