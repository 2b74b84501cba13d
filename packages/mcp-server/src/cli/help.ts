/** What `--help` prints. */
export const HELP = `A voice for AI assistants: speech, transcription, voices and audio work as an MCP server.

Usage: potoo-mcp [options]           serve one host over standard input and output
       potoo-mcp --http [options]    serve over HTTP, at /mcp
       potoo-mcp doctor              check what works here
       potoo-mcp setup [host]        show what to tell a host (claude-desktop, claude-code, cursor, gemini,
                                     vscode, zed), with the options that are given

Options:
  -o, --output <folder>  where results go (default: ~/Potoo)
      --allow <folder>   a folder that recordings may be read from; may be given more than once
      --tools <names>    tools or groups to offer; +name adds to the usual ones, -name takes away
      --voice <id>       voice to speak with when a call names none
      --http             serve over HTTP rather than over pipes
      --host <address>   address to bind (default: 127.0.0.1); others ask for POTOO_MCP_TOKEN
      --port <number>    port to bind, 0 for any that is free (default: 8788)
  -V, --version          print the version
  -h, --help             show this help

Groups of tools: speak, listen, voices, audio, talk, jobs; and, when asked for, devices (loudspeaker and microphone).

Environment:
  POTOO_BASE_URL, POTOO_API_KEY  use the Potoo server there rather than this machine
  TTS_AI_API_KEY                 use TTS.ai
  OUTEAI_API_TOKEN               use OuteAI
  POTOO_LLM_BASE_URL, POTOO_LLM_MODEL, POTOO_LLM_API_KEY
                                 language model for converse and translate_speech (default: Ollama on this machine)
  POTOO_MCP_OUTPUT               as --output
  POTOO_MCP_ALLOWED              as --allow; several are separated as in PATH
  POTOO_MCP_TOOLS                as --tools
  POTOO_MCP_VOICE                as --voice; "slt,cursor=rms" chooses by the name of the host
  POTOO_MCP_FETCH                addresses that may be fetched: off, public, or hosts such as example.org
  POTOO_MCP_INLINE               put audio into results: asked, always
  POTOO_MCP_INLINE_BYTES         most bytes of it, as base64 (default: 4194304)
  POTOO_MCP_INPUT_BYTES          most bytes of a file that is read (default: 1073741824)
  POTOO_MCP_JOB_AFTER_MS         how long a call takes before it goes on as a job (default: 45000)
  POTOO_MCP_ASK                  ask people by forms where the host can: on, off
  POTOO_MCP_TOKEN                token that HTTP requests have to bring; several are separated by commas
  POTOO_MCP_ISSUER               sign-in server (OAuth) whose tokens count as well, with POTOO_MCP_AUDIENCE, the address
                                 of this server, and POTOO_MCP_SCOPE, what a token has to allow
  POTOO_MCP_HOSTS                further names that HTTP requests may call this server by
  POTOO_MCP_ORIGINS              web pages that may call this server, such as https://app.example.org
  POTOO_MCP_LOG                  what goes to standard error: silent, error, debug

Exit codes: 0 done, 1 failed, 2 used wrongly.
`;
